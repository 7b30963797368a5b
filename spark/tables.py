"""How each table of the job is read and joined, in Spark's words. job.py puts them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as f

from . import batches
from .batches import BETWEEN, FEATURES
from .parameters import DAY_US, HOUR_US, Parameters
from .schema import Table

Normal = Callable[[pa.Table, Parameters], pa.Table]


def read(spark: SparkSession, table: Table, optional: dict[str, str]) -> DataFrame:
    """The files as they are, time as time_us, optional columns there at least as nulls."""
    found = spark.read.parquet(*(str(path.resolve()) for path in table.files))
    if table.time == "time":
        found = found.withColumn("time_us", f.unix_micros(f.col("time").cast("timestamp")))
    for name, kind in optional.items():
        if name not in table.columns:
            found = found.withColumn(name, f.lit(None).cast(kind))
    # An id that is a whole number of any width is one of 64 bits from here on.
    return found.withColumn("id", f.col("id").cast(table.id_type))


def normalised(rows: DataFrame, id_type: str, columns: str, work: Normal, p: Parameters) -> DataFrame:
    def each(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in found:
            yield from work(pa.Table.from_batches([batch]), p).to_batches()

    return rows.mapInArrow(each, f"id {id_type}, {columns}")


def node(end: str) -> Column:
    return f.concat(f.col(end), f.lit(BETWEEN), f.col("currency"))


def pairs(transfers: DataFrame) -> DataFrame:
    return transfers.groupBy("payer", "payee", "currency").agg(
        f.count("*").alias("transfers"), f.sum("amount_minor").alias("amount_minor"),
        f.min("time_us").alias("first_us"), f.max("time_us").alias("last_us"))


def day() -> Column:
    # Whole-number division towards minus infinity: times before 1970 have their day, too.
    return f.expr(f"(time_us - pmod(time_us, {DAY_US})) div {DAY_US}").cast("int")


def days(transfers: DataFrame) -> DataFrame:
    """Per account, currency and day: what it paid and received."""
    def side(end: str, paid: bool) -> DataFrame:
        zero, one = f.lit(0).cast("bigint"), f.lit(1).cast("bigint")
        return transfers.where(f.col(end).isNotNull()).select(
            f.col(end).alias("account"), "currency", day().alias("day"),
            (one if paid else zero).alias("paid_count"),
            (f.col("amount_minor") if paid else zero).alias("paid_minor"),
            (zero if paid else one).alias("received_count"),
            (zero if paid else f.col("amount_minor")).alias("received_minor"))

    sums = ("paid_count", "paid_minor", "received_count", "received_minor")
    return side("payer", True).unionByName(side("payee", False)).groupBy(
        "account", "currency", "day").agg(*(f.sum(name).alias(name) for name in sums))


def call_pairs(calls: DataFrame) -> DataFrame:
    return calls.groupBy("caller", "callee").agg(
        f.count("*").alias("calls"), f.sum("duration_s").alias("duration_s"),
        f.min("time_us").alias("first_us"), f.max("time_us").alias("last_us"))


def call_days(calls: DataFrame) -> DataFrame:
    """Per number and day: calls out and in, and with how many others."""
    def side(end: str, other: str, out: int) -> DataFrame:
        return calls.where(f.col(end).isNotNull()).select(
            f.col(end).alias("number"), f.col(other).alias("other"), day().alias("day"),
            f.lit(out).cast("bigint").alias("calls_out"), f.lit(1 - out).cast("bigint").alias("calls_in"),
            f.coalesce("duration_s", f.lit(0)).alias("duration_s"))

    sums = ("calls_out", "calls_in", "duration_s")
    each = side("caller", "callee", 1).unionByName(side("callee", "caller", 0)).groupBy(
        "number", "day", "other").agg(*(f.sum(name).alias(name) for name in sums))
    return each.groupBy("number", "day").agg(*(f.sum(name).alias(name) for name in sums),
                                             f.count("other").alias("contacts"))


class Slices:
    """Accounts with so many transfers that one worker must not hold them all.

    Such a hot node is parted into slices of time. A slice also gets the window before it, so that all
    features of the window are whole. since_in_us looks back farther than any window: of each slice it is
    kept when the node last received anything before it.
    """

    def __init__(self, transfers: DataFrame, pair_table: DataFrame, p: Parameters) -> None:
        self.p = p
        ends = pair_table.select(node("payer").alias("node"), "transfers").unionByName(
            pair_table.select(node("payee").alias("node"), "transfers"))
        self.hot = ends.where(f.col("node").isNotNull()).groupBy("node").agg(
            f.sum("transfers").alias("n")).where(f.col("n") > p.hot_rows).select("node")
        self.rows = transfers.select("id", "time_us", "amount_minor", node("payer").alias("payer"),
                                     node("payee").alias("payee"))
        self.hot_nodes = self.hot.count()

    def own_slice(self) -> str:
        return f"(time_us - pmod(time_us, {self.p.slice_us})) div {self.p.slice_us}"

    def parted(self) -> DataFrame:
        """A row for each end of each transfer and each slice that must see it; a cold end has one."""
        both = None
        for end in ("payer", "payee"):
            side = self.rows.withColumn("node", f.col(end)).withColumn("end", f.lit(end))
            side = side.where(f.col("node").isNotNull())
            both = side if both is None else both.unionByName(side)
        assert both is not None
        if self.hot_nodes == 0:
            return both.select("*", f.lit(False).alias("is_hot"), f.lit(0).cast("bigint").alias("slice"),
                               f.lit(True).alias("main"))
        hot = f.broadcast(self.hot.withColumn("is_hot", f.lit(True)))
        size, window = self.p.slice_us, self.p.window_us
        last = f"(time_us + {window} - pmod(time_us + {window}, {size})) div {size}"
        both = both.join(hot, "node", "left").withColumn("is_hot", f.col("is_hot").isNotNull())
        both = both.withColumn("own", f.expr(f"case when is_hot then {self.own_slice()} else 0L end"))
        return both.withColumn("slice", f.explode(f.expr(
            f"case when is_hot then sequence(own, {last}) else array(0L) end"))).withColumn(
                "main", f.col("slice") == f.col("own")).drop("own")

    def cut(self, parted: DataFrame) -> DataFrame:
        """The slices that are over the limit, with how many ends of transfers have no features by it."""
        return parted.where("is_hot").groupBy("node", "slice").agg(
            f.count("*").alias("held"), f.count_if("main").alias("total")).where(
                f.col("held") > self.p.slice_rows_max)

    def received_before(self) -> DataFrame:
        """node, slice, last_in_us: when the node last received anything in an earlier slice."""
        own = f.expr(self.own_slice()).alias("slice")
        hot = f.broadcast(self.hot)

        def side(end: str) -> DataFrame:
            received = f.col("time_us") if end == "payee" else f.lit(None).cast("bigint")
            return self.rows.withColumn("node", f.col(end)).join(hot, "node").select(
                "node", own, received.alias("in_us"))

        last = side("payer").unionByName(side("payee")).groupBy("node", "slice").agg(
            f.max("in_us").alias("in_us"))
        before = Window.partitionBy("node").orderBy("slice").rowsBetween(
            Window.unboundedPreceding, -1)
        return last.select("node", "slice", f.max("in_us").over(before).alias("last_in_us"))


def feature_rows(parted: DataFrame, buckets: int, id_type: str, p: Parameters) -> DataFrame:
    """Window features of each end where it is at home: many accounts, or one slice, to a native call."""
    window_us = p.window_us
    rows = parted.select(
        "id", "time_us", "amount_minor", "payer", "payee",
        (f.col("main") & (f.col("end") == "payer")).alias("for_payer"),
        (f.col("main") & (f.col("end") == "payee")).alias("for_payee"),
        f.pmod(f.xxhash64("node", "slice"), f.lit(buckets)).cast("int").alias("bucket"))

    def each(table: pa.Table) -> pa.Table:
        return batches.features(table, window_us)

    columns = ", ".join(f"{name} bigint" for name in FEATURES)
    return rows.groupBy("bucket").applyInArrow(each, f"id {id_type}, {columns}")


def joined_features(halves: DataFrame, transfers: DataFrame) -> DataFrame:
    """One row a transfer, its payer's half and its payee's half. Every transfer is there: one whose ends
    were cut has nulls."""
    alone = transfers.select("id", *(f.lit(None).cast("bigint").alias(name) for name in FEATURES),
                             f.lit(1).alias("is_row"))
    return halves.withColumn("is_row", f.lit(0)).unionByName(alone).groupBy("id").agg(
        *(f.max(name).alias(name) for name in FEATURES), f.sum("is_row").alias("rows"))


def with_earlier(features: DataFrame, transfers: DataFrame, slices: Slices) -> DataFrame:
    """since_in_us of hot payers, which may lie before their slice."""
    early = transfers.select("id", "time_us", node("payer").alias("node"),
                             f.expr(slices.own_slice()).alias("slice"))
    early = early.join(f.broadcast(slices.received_before()), ["node", "slice"]).where(
        "last_in_us is not null").select("id", (f.col("time_us") - f.col("last_in_us")).alias("since"))
    fixed = f.when(f.col("payer_out_count").isNotNull(), f.least("since_in_us", "since"))
    return features.join(early, "id", "left").withColumn("since_in_us", fixed).drop("since")


def with_patterns(features: DataFrame, p: Parameters) -> DataFrame:
    """Thresholds over features; what is not known is no hit."""
    def hit(*conditions: Column) -> Column:
        both = conditions[0]
        for one in conditions[1:]:
            both = both & one
        return f.coalesce(both, f.lit(False))

    return features.select("id", *FEATURES, hit(
        f.col("payee_payers") >= p.fan_in_payee_payers_min,
        f.col("payee_in_count") >= p.fan_in_payee_in_count_min).alias("fan_in"), hit(
        f.col("payer_payees") >= p.fan_out_payer_payees_min,
        f.col("payer_out_count") >= p.fan_out_payer_out_count_min).alias("fan_out"), hit(
        f.col("paid_on_permille") >= p.pass_through_paid_on_permille_min,
        f.col("since_in_us") <= p.pass_through_since_in_hours_max * HOUR_US,
        f.col("payer_in_minor") >= p.pass_through_payer_in_minor_min).alias("pass_through"))
