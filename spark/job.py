"""The job, step by step. Each step writes its table, and the next one reads it: a worker that dies costs
one step's work, and every table can be looked at."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from . import batches, communities, tables
from .case_files import write_case
from .inputs import Inputs
from .parameters import Parameters
from .report import CUTS_SHOWN, Chosen, Report, cut_case, cut_hubs, cut_seeds, cut_slices, cut_trace

TRANSFER_COLUMNS = "time_us bigint, payer string, payee string, amount_minor bigint, currency string"
CALL_COLUMNS = "time_us bigint, caller string, callee string, duration_s bigint"
CASE_COLUMNS = ["id", "time_us", "payer", "payee", "amount_minor", "currency"]

Say = Callable[[str], None]


class Job:
    """In  inputs that were checked; an empty folder. Out  the tables of docs/scale.md in it."""

    def __init__(self, spark: SparkSession, inputs: Inputs, p: Parameters, out: Path, say: Say) -> None:
        self.spark, self.inputs, self.p, self.out, self.say = spark, inputs, p, out.resolve(), say
        self.report = Report(say)
        self.rows = inputs.transfers.rows
        self.partitions = int(str(spark.conf.get("spark.sql.shuffle.partitions")))

    def buckets(self, rows: int) -> int:
        return max(self.partitions, math.ceil(rows / self.p.batch_rows))

    def keep(self, name: str, table: DataFrame, rows: int) -> DataFrame:
        """Runs a step: writes its table and reads it again."""
        began = time.monotonic()
        self.spark.sparkContext.setJobDescription(name)
        table.write.parquet(str(self.out / name), compression="zstd")
        self.report.took(name, rows, began)
        return self.spark.read.parquet(str(self.out / name))

    def run(self) -> Report:
        transfers = self.keep("transfers", tables.normalised(
            tables.read(self.spark, self.inputs.transfers, {}).select(
                *CASE_COLUMNS), self.inputs.transfers.id_type, TRANSFER_COLUMNS,
            batches.normal_transfers, self.p), self.rows)
        pairs = self.keep("pairs", tables.pairs(transfers), self.rows)
        self.keep("days", tables.days(transfers), self.rows)
        if self.inputs.calls is not None:
            self.run_calls()
        features = self.run_features(transfers, pairs)
        self.run_communities(transfers, pairs, features)
        self.report.write(self.out, self.p, self.inputs)
        return self.report

    def run_calls(self) -> None:
        assert self.inputs.calls is not None
        rows = self.inputs.calls.rows
        calls = self.keep("calls", tables.normalised(
            tables.read(self.spark, self.inputs.calls, {"duration_s": "bigint"}).select(
                "id", "time_us", "caller", "callee", "duration_s"), self.inputs.calls.id_type,
            CALL_COLUMNS, batches.normal_calls, self.p), rows)
        self.keep("call_pairs", tables.call_pairs(calls), rows)
        self.keep("call_days", tables.call_days(calls), rows)

    def run_features(self, transfers: DataFrame, pairs: DataFrame) -> DataFrame:
        slices = tables.Slices(transfers, pairs, self.p)
        parted = slices.parted()
        if slices.hot_nodes:
            cut = slices.cut(parted).collect()
            if cut:
                over = self.spark.createDataFrame([(row["node"], row["slice"]) for row in cut],
                                                  "node string, slice bigint")
                parted = parted.join(f.broadcast(over), ["node", "slice"], "left_anti")
            lost: dict[str, int] = {}
            for row in cut:
                lost[row["node"]] = lost.get(row["node"], 0) + row["total"]
            cut_slices(self.report, lost, self.p)
        halves = tables.feature_rows(parted, self.buckets(2 * self.rows),
                                     self.inputs.transfers.id_type, self.p)
        joined = tables.joined_features(halves, transfers)
        if slices.hot_nodes:
            joined = tables.with_earlier(joined, transfers, slices)
        checked = joined.withColumn("rows", f.assert_true(f.col("rows") == 1, f.concat(
            f.lit("transfers: column id: expected each id once, got it in "), f.col("rows"),
            f.lit(" rows: "), f.col("id").cast("string"))))
        # assert_true is null where it holds; the sum keeps the check from being left out.
        checked = checked.where(f.col("rows").isNull())
        return self.keep("features", tables.with_patterns(checked, self.p), self.rows)

    def run_communities(self, transfers: DataFrame, pairs: DataFrame, features: DataFrame) -> None:
        hubs = self.keep("hubs", communities.hubs(pairs, self.p), self.rows)
        found = hubs.orderBy(f.col("partners").desc(), "account").limit(CUTS_SHOWN).collect()
        total = len(found) if len(found) < CUTS_SHOWN else hubs.count()
        cut_hubs(self.report, found, total, self.p)
        members = self.keep("communities", communities.communities(pairs, hubs, self.partitions),
                            self.rows)
        marked = communities.with_hubs(transfers, hubs)
        began = time.monotonic()
        if self.inputs.seeds is None:
            hits = features.where("fan_in or fan_out or pass_through").select("id")
            weights = communities.weigh(marked.join(hits, "id"), members)
            chosen = communities.choose(weights, self.p.case_communities_max)
        else:
            seeds = self.spark.createDataFrame(
                self.inputs.seeds,
                f"id {self.inputs.transfers.id_type}, tag string")
            seeded = marked.join(f.broadcast(seeds), "id")
            self.told_seeds(seeded, len(self.inputs.seeds))
            chosen = communities.choose(communities.weigh(seeded, members), None)
        taken = chosen.collect()
        weights_of = {row["community"]: row["weight"] for row in taken}
        chosen = self.spark.createDataFrame(list(weights_of.items()), "community string, weight bigint")
        homes = members.join(f.broadcast(chosen.select("community")), "community")
        rows = self.keep("chosen", communities.rows_at_home(marked, homes), self.rows)
        counts = {row["community"]: row["count"] for row in rows.groupBy("community").count().collect()}
        ranked = [Chosen(name, weight, counts[name]) for name, weight in weights_of.items()]
        self.report.took("choosing", self.rows, began)
        if self.inputs.seeds is not None:
            self.run_trace(rows, ranked, seeds)
        self.write_case(rows, ranked)

    def told_seeds(self, seeded: DataFrame, total: int) -> None:
        row = seeded.select(f.count("*").alias("there"), f.count("home").alias("home"),
                            f.count_if(f.col("payer") == f.col("payee")).alias("own")).collect()[0]
        cut_seeds(self.report, row["there"], row["home"], row["own"], total)

    def run_trace(self, rows: DataFrame, ranked: list[Chosen], seeds: DataFrame) -> None:
        names = cut_trace(self.report, ranked, self.p)
        wanted = self.spark.createDataFrame([(name,) for name in names], "community string")
        total = sum(one.rows for one in ranked if one.community in set(names))
        self.keep("traced", communities.traced(
            rows.join(f.broadcast(wanted), "community"), seeds, self.buckets(total),
            self.inputs.transfers.id_type, self.p.trace_rule), total)

    def write_case(self, rows: DataFrame, ranked: list[Chosen]) -> None:
        began = time.monotonic()
        taken = cut_case(self.report, ranked, self.p)
        names = self.spark.createDataFrame([(name,) for name in taken], "community string")
        found: pa.Table = rows.join(f.broadcast(names), "community").select(*CASE_COLUMNS).toArrow()
        write_case(batches.in_order(found), self.out / "case")
        self.report.took("case", len(found), began)
