"""Who hangs together, which communities matter, and where tagged money went in them."""

from __future__ import annotations

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from . import batches
from .batches import BETWEEN
from .parameters import Parameters
from .tables import node

FAN_IN = 8  # partitions whose forests one worker merges


def hubs(pair_table: DataFrame, p: Parameters) -> DataFrame:
    """account, partners: those that so many pay or are paid by that they join nobody."""
    known = pair_table.where("payer is not null and payee is not null and payer <> payee")
    both = known.select(f.col("payer").alias("account"), f.col("payee").alias("other")).unionByName(
        known.select(f.col("payee").alias("account"), f.col("payer").alias("other")))
    return both.distinct().groupBy("account").agg(f.count("*").alias("partners")).where(
        f.col("partners") > p.partners_max)


def with_hubs(rows: DataFrame, hub_table: DataFrame) -> DataFrame:
    """Adds payer_hub, payee_hub, and home: the end whose community a row belongs to, if any."""
    for end in ("payer", "payee"):
        marked = f.broadcast(hub_table.select(f.col("account").alias(end), f.lit(True).alias("is_hub")))
        rows = rows.join(marked, end, "left").withColumn(
            f"{end}_hub", f.col("is_hub").isNotNull()).drop("is_hub")
    return rows.withColumn("home", f.coalesce(f.when(~f.col("payer_hub"), f.col("payer")),
                                              f.when(~f.col("payee_hub"), f.col("payee"))))


def communities(pair_table: DataFrame, hub_table: DataFrame, partitions: int) -> DataFrame:
    """account, community: the least account that a chain of payments without a hub connects it with.

    Each partition becomes its spanning forest; forests are merged by FAN_IN, until one worker holds all
    accounts once.
    """
    marked = with_hubs(pair_table.select("payer", "payee").distinct(), hub_table)
    far = f.coalesce(f.when(~f.col("payee_hub"), f.col("payee")), f.col("home"))
    stars = marked.where(f.col("home").isNotNull()).select(
        f.col("home").alias("a"), far.alias("b")).mapInArrow(batches.contract, "a string, b string")
    while partitions > 1:
        partitions = (partitions + FAN_IN - 1) // FAN_IN
        stars = stars.repartition(partitions, "b").mapInArrow(batches.contract, "a string, b string")
    return stars.select(f.col("a").alias("account"), f.col("b").alias("community"))


def weigh(rows: DataFrame, members: DataFrame) -> DataFrame:
    """community, weight: how many of these rows are at home in it. rows: home."""
    return rows.where(f.col("home").isNotNull()).groupBy("home").agg(
        f.count("*").alias("n")).join(members, f.col("home") == f.col("account")).groupBy(
            "community").agg(f.sum("n").alias("weight"))


def rows_at_home(transfers: DataFrame, members: DataFrame) -> DataFrame:
    """Transfers with the community that they are at home in."""
    return transfers.join(members, f.col("home") == f.col("account")).drop("account")


def choose(weights: DataFrame, limit: int | None) -> DataFrame:
    """The heaviest first, of equal ones the least name."""
    ranked = weights.orderBy(f.col("weight").desc(), "community")
    return ranked if limit is None else ranked.limit(limit)


def traced(rows: DataFrame, seeds: DataFrame, buckets: int, id_type: str, rule: str) -> DataFrame:
    """what, id, account, tag, currency, amount_minor; several communities to a native call.

    A hub that pays pays from outside: money that reaches a hub stops there.
    """
    ready = rows.join(f.broadcast(seeds), "id", "left").select(
        "id", "time_us", "amount_minor",
        f.when(~f.col("payer_hub"), node("payer")).alias("payer"), node("payee").alias("payee"),
        "currency", "tag", f.pmod(f.xxhash64("community"), f.lit(buckets)).cast("int").alias("bucket"))

    def each(table: pa.Table) -> pa.Table:
        return batches.traced(table, rule)

    found = ready.groupBy("bucket").applyInArrow(
        each, f"what string, id {id_type}, node string, tag string, currency string, "
              "amount_minor bigint")
    # A hub receives in several buckets, so that what it holds is added up.
    return found.withColumn("account", f.split("node", BETWEEN)[0]).groupBy(
        "what", "id", "account", "tag", "currency").agg(f.sum("amount_minor").alias("amount_minor"))
