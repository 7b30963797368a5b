"""The twin of job.py: the same native module over the whole table in one process.

One machine is the faster way until its memory ends; and the answer of Spark is compared with this one, row
for row (tests/spark). Nothing here is parted into buckets, slices or forests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import batches
from .batches import BETWEEN, FEATURES
from .case_files import write_case
from .inputs import Inputs
from .native import NativeError
from .parameters import DAY_US, HOUR_US, Parameters
from .report import CUTS_SHOWN, Chosen, Report, cut_case, cut_hubs, cut_seeds, cut_slices, cut_trace
from .schema import Table

SUM_MAX = 2**63 - 1


def read(table: Table, columns: list[str], optional: dict[str, pa.DataType]) -> pa.Table:
    there = [name for name in columns if name in table.columns]
    found = pa.concat_tables([pq.read_table(path, columns=[*there, table.time], partitioning=None)
                              for path in table.files])
    time_us = found[table.time]
    if table.time == "time":
        zone = time_us.type.tz
        time_us = time_us.cast(pa.timestamp("us", zone)).cast(pa.int64())
    found = found.drop_columns([table.time]).append_column("time_us", time_us)
    for name, kind in optional.items():
        if name not in table.columns:
            found = found.append_column(name, pa.nulls(len(found), kind))
    kind = pa.string() if table.id_type == "string" else pa.int64()
    number = found.schema.get_field_index("id")
    return found.set_column(number, "id", found["id"].cast(kind)).combine_chunks()


def checked_sums(table: pa.Table, keys: list[str], sums: list[tuple[str, str]]) -> pa.Table:
    """group_by that refuses a sum beyond 63 bits, as Spark does; pyarrow's own would turn over."""
    for name in [n for n, how in sums if how == "sum"]:
        most = pc.max(table[name]).as_py() or 0
        if most * len(table) > SUM_MAX:
            exact = pa.table({**{key: table[key] for key in keys},
                              "exact": table[name].cast(pa.decimal128(38, 0))}).group_by(
                                  keys).aggregate([("exact", "sum")])
            if pc.max(exact["exact_sum"]).as_py() > SUM_MAX:
                raise NativeError(f"column {name}: the sum of a group is beyond 63 bits")
    return table.group_by(keys).aggregate(sums)


def nodes(table: pa.Table, end: str) -> pa.Array:
    return pc.binary_join_element_wise(table[end], table["currency"], BETWEEN).combine_chunks()


def days_of(time_us: pa.ChunkedArray) -> pa.Array:
    return pa.array(np.floor_divide(time_us.to_numpy(), DAY_US).astype(np.int32))


class Single:
    """In  inputs that were checked; an empty folder. Out  the tables that Job writes, the same rows."""

    def __init__(self, inputs: Inputs, p: Parameters, out: Path, say: Callable[[str], None]) -> None:
        self.inputs, self.p, self.out, self.say = inputs, p, out, say
        self.report = Report(say)

    def keep(self, name: str, rows: int, work: Callable[[], pa.Table]) -> pa.Table:
        began = time.monotonic()
        table = work()
        (self.out / name).mkdir()
        pq.write_table(table, self.out / name / "part-0.parquet", compression="zstd")
        self.report.took(name, rows, began)
        return table

    def run(self) -> Report:
        rows = self.inputs.transfers.rows
        columns = ["id", "payer", "payee", "amount_minor", "currency"]
        transfers = self.keep("transfers", rows, lambda: batches.normal_transfers(
            read(self.inputs.transfers, columns, {}), self.p).combine_chunks())
        counts = transfers.group_by("id").aggregate([("id", "count")])
        twice = counts.filter(pc.greater(counts["id_count"], 1))
        if len(twice):
            raise NativeError(f"transfers: column id: expected each id once, got it in "
                              f"{twice['id_count'][0]} rows: {twice['id'][0]}")
        pairs = self.keep("pairs", rows, lambda: self.pairs(transfers))
        self.keep("days", rows, lambda: self.days(transfers))
        if self.inputs.calls is not None:
            self.run_calls(self.inputs.calls)
        features = self.keep("features", rows, lambda: self.features(transfers))
        self.run_communities(transfers, pairs, features)
        self.report.write(self.out, self.p, self.inputs)
        return self.report

    def pairs(self, transfers: pa.Table) -> pa.Table:
        found = checked_sums(transfers, ["payer", "payee", "currency"], [
            ("id", "count"), ("amount_minor", "sum"), ("time_us", "min"), ("time_us", "max")])
        return found.select(["payer", "payee", "currency", "id_count", "amount_minor_sum", "time_us_min",
                             "time_us_max"]).rename_columns([
                                 "payer", "payee", "currency", "transfers", "amount_minor", "first_us",
                                 "last_us"])

    def days(self, transfers: pa.Table) -> pa.Table:
        sides = []
        zero = pa.array(np.zeros(len(transfers), np.int64))
        one = pa.array(np.ones(len(transfers), np.int64))
        for end, paid in (("payer", True), ("payee", False)):
            amount = transfers["amount_minor"]
            sides.append(pa.table({
                "account": transfers[end], "currency": transfers["currency"],
                "day": days_of(transfers["time_us"]),
                "paid_count": one if paid else zero, "paid_minor": amount if paid else zero,
                "received_count": zero if paid else one, "received_minor": zero if paid else amount,
            }).filter(pc.is_valid(transfers[end])))
        sums = ["paid_count", "paid_minor", "received_count", "received_minor"]
        return checked_sums(pa.concat_tables(sides), ["account", "currency", "day"], [
            (name, "sum") for name in sums]).rename_columns(["account", "currency", "day", *sums])

    def run_calls(self, table: Table) -> None:
        calls = self.keep("calls", table.rows, lambda: batches.normal_calls(read(
            table, ["id", "caller", "callee", "duration_s"], {"duration_s": pa.int64()}), self.p))
        self.keep("call_pairs", table.rows, lambda: calls.group_by(["caller", "callee"]).aggregate([
            ("id", "count"), ("duration_s", "sum"), ("time_us", "min"), ("time_us", "max")
        ]).rename_columns(["caller", "callee", "calls", "duration_s", "first_us", "last_us"]))
        self.keep("call_days", table.rows, lambda: self.call_days(calls))

    def call_days(self, calls: pa.Table) -> pa.Table:
        sides = []
        for end, other, out in (("caller", "callee", 1), ("callee", "caller", 0)):
            sides.append(pa.table({
                "number": calls[end], "other": calls[other], "day": days_of(calls["time_us"]),
                "calls_out": pa.array(np.full(len(calls), out, np.int64)),
                "calls_in": pa.array(np.full(len(calls), 1 - out, np.int64)),
                "duration_s": pc.fill_null(calls["duration_s"], 0),
            }).filter(pc.is_valid(calls[end])))
        return pa.concat_tables(sides).group_by(["number", "day"]).aggregate([
            ("calls_out", "sum"), ("calls_in", "sum"), ("duration_s", "sum"),
            ("other", "count_distinct", pc.CountOptions(mode="only_valid"))]).rename_columns([
                "number", "day", "calls_out", "calls_in", "duration_s", "contacts"])

    def features(self, transfers: pa.Table) -> pa.Table:
        ends = {end: nodes(transfers, end) for end in ("payer", "payee")}
        rows = pa.table({"id": transfers["id"], "time_us": transfers["time_us"],
                         "amount_minor": transfers["amount_minor"], **ends})
        keep = {end: pc.is_valid(ends[end]).to_numpy(zero_copy_only=False) for end in ends}
        for end, lost in self.cut_ends(rows).items():
            keep[end] = keep[end] & ~lost
        rows = rows.append_column("for_payer", pa.array(keep["payer"])).append_column(
            "for_payee", pa.array(keep["payee"]))
        found = batches.features(rows, self.p.window_us)
        lost_ids = transfers["id"].filter(pa.array(~(keep["payer"] | keep["payee"])))
        absent = pa.table({"id": lost_ids, **{n: pa.nulls(len(lost_ids), pa.int64()) for n in FEATURES}})
        return self.with_patterns(pa.concat_tables([found, absent]))

    def cut_ends(self, rows: pa.Table) -> dict[str, np.ndarray]:
        """Which ends of which rows lie in a slice of a hot node that is over the limit."""
        lost = {end: np.zeros(len(rows), bool) for end in ("payer", "payee")}
        both = pa.chunked_array([rows["payer"].combine_chunks(), rows["payee"].combine_chunks()])
        counts = pa.table({"node": both}).group_by("node").aggregate([("node", "count")])
        hot = counts.filter(pc.greater(counts["node_count"], self.p.hot_rows))["node"]
        told: dict[str, int] = {}
        for name in hot.to_pylist():
            mine = {end: pc.fill_null(pc.equal(rows[end], name), False).to_numpy(
                zero_copy_only=False) for end in lost}
            time_us = np.concatenate([rows["time_us"].to_numpy()[mine[end]] for end in lost])
            own = time_us // self.p.slice_us
            last = (time_us + self.p.window_us) // self.p.slice_us
            held: dict[int, int] = {}
            for first, end in zip(own.tolist(), last.tolist(), strict=True):
                for number in range(first, end + 1):
                    held[number] = held.get(number, 0) + 1
            over = np.array([n for n, count in held.items() if count > self.p.slice_rows_max], np.int64)
            for end in lost:
                gone = mine[end] & np.isin(rows["time_us"].to_numpy() // self.p.slice_us, over)
                lost[end] |= gone
                if gone.any():
                    told[name] = told.get(name, 0) + int(gone.sum())
        cut_slices(self.report, told, self.p)
        return lost

    def with_patterns(self, table: pa.Table) -> pa.Table:
        p = self.p

        def at_least(name: str, limit: int) -> Any:
            return pc.fill_null(pc.greater_equal(table[name], limit), False)

        soon = pc.fill_null(pc.less_equal(table["since_in_us"],
                                          p.pass_through_since_in_hours_max * HOUR_US), False)
        hits = {
            "fan_in": pc.and_(at_least("payee_payers", p.fan_in_payee_payers_min),
                              at_least("payee_in_count", p.fan_in_payee_in_count_min)),
            "fan_out": pc.and_(at_least("payer_payees", p.fan_out_payer_payees_min),
                               at_least("payer_out_count", p.fan_out_payer_out_count_min)),
            "pass_through": pc.and_(soon, pc.and_(
                at_least("paid_on_permille", p.pass_through_paid_on_permille_min),
                at_least("payer_in_minor", p.pass_through_payer_in_minor_min))),
        }
        for name, hit in hits.items():
            table = table.append_column(name, hit)
        return table

    def hubs(self, pairs: pa.Table) -> pa.Table:
        known = pairs.filter(pc.and_(pc.and_(pc.is_valid(pairs["payer"]), pc.is_valid(pairs["payee"])),
                                     pc.fill_null(pc.not_equal(pairs["payer"], pairs["payee"]), False)))
        both = pa.concat_tables([
            pa.table({"account": known["payer"], "other": known["payee"]}),
            pa.table({"account": known["payee"], "other": known["payer"]})])
        found = both.group_by("account").aggregate([("other", "count_distinct")]).rename_columns(
            ["account", "partners"])
        return found.filter(pc.greater(found["partners"], self.p.partners_max))

    def homes(self, rows: pa.Table, hubs: pa.Table) -> pa.Table:
        """The columns payer_cold, payee_cold (null for hubs), home."""
        cold = {}
        for end in ("payer", "payee"):
            is_hub = pc.is_in(rows[end], value_set=hubs["account"].combine_chunks())
            cold[end] = pc.if_else(is_hub, None, rows[end])
        return rows.append_column("payer_cold", cold["payer"]).append_column(
            "payee_cold", cold["payee"]).append_column("home", pc.coalesce(cold["payer"], cold["payee"]))

    def communities(self, pairs: pa.Table, hubs: pa.Table) -> pa.Table:
        marked = self.homes(pairs, hubs)
        edges = pa.table({"a": marked["home"], "b": pc.coalesce(marked["payee_cold"], marked["home"])})
        return batches.forest(edges.filter(pc.is_valid(edges["a"])).combine_chunks()).rename_columns(
            ["account", "community"])

    def run_communities(self, transfers: pa.Table, pairs: pa.Table, features: pa.Table) -> None:
        count = len(transfers)
        hubs = self.keep("hubs", count, lambda: self.hubs(pairs))
        ranked_hubs = hubs.sort_by([("partners", "descending"), ("account", "ascending")])
        cut_hubs(self.report, ranked_hubs.slice(0, CUTS_SHOWN).to_pylist(), len(hubs), self.p)
        members = self.keep("communities", count, lambda: self.communities(pairs, hubs))
        began = time.monotonic()
        marked = self.homes(transfers, hubs)
        where = pc.index_in(marked["home"], value_set=members["account"].combine_chunks())
        marked = marked.append_column("community", members["community"].combine_chunks().take(
            where.combine_chunks()))
        seeds = self.inputs.seeds
        if seeds is None:
            hit = pc.or_(pc.or_(features["fan_in"], features["fan_out"]), features["pass_through"])
            special = features["id"].filter(hit)
        else:
            special = seeds["id"]
        weighty = marked.filter(pc.is_in(marked["id"], value_set=special.combine_chunks()))
        if seeds is not None:
            own = pc.sum(pc.equal(weighty["payer"], weighty["payee"])).as_py() or 0
            cut_seeds(self.report, len(weighty), len(weighty) - weighty["home"].null_count, own,
                      len(seeds))
        weights = weighty.filter(pc.is_valid(weighty["home"])).group_by("community").aggregate(
            [("id", "count")]).sort_by([("id_count", "descending"), ("community", "ascending")])
        if seeds is None:
            weights = weights.slice(0, self.p.case_communities_max)
        rows = self.keep("chosen", count, lambda: marked.filter(pc.fill_null(pc.is_in(
            marked["community"], value_set=weights["community"].combine_chunks()), False)))
        sizes = {row["community"]: row["id_count"] for row in rows.group_by("community").aggregate(
            [("id", "count")]).to_pylist()}
        ranked = [Chosen(row["community"], row["id_count"], sizes[row["community"]])
                  for row in weights.to_pylist()]
        self.report.took("choosing", count, began)
        if seeds is not None:
            self.run_trace(rows, ranked, seeds)
        began = time.monotonic()
        taken = cut_case(self.report, ranked, self.p)
        found = rows.filter(pc.is_in(rows["community"], value_set=pa.array(taken, pa.string())))
        write_case(batches.in_order(found.select(
            ["id", "time_us", "payer", "payee", "amount_minor", "currency"])), self.out / "case")
        self.report.took("case", len(found), began)

    def run_trace(self, rows: pa.Table, ranked: list[Chosen], seeds: pa.Table) -> None:
        small = cut_trace(self.report, ranked, self.p)
        rows = rows.filter(pc.is_in(rows["community"], value_set=pa.array(small, pa.string())))
        cold = pc.is_valid(rows["payer_cold"])
        where = pc.index_in(rows["id"], value_set=seeds["id"].combine_chunks())
        ready = pa.table({
            "id": rows["id"], "time_us": rows["time_us"], "amount_minor": rows["amount_minor"],
            "payer": pc.if_else(cold, nodes(rows, "payer"), None), "payee": nodes(rows, "payee"),
            "currency": rows["currency"], "tag": seeds["tag"].combine_chunks().take(
                where.combine_chunks())})

        def follow() -> pa.Table:
            found = batches.traced(ready, self.p.trace_rule)
            account = pc.list_element(pc.split_pattern(found["node"], BETWEEN), 0)
            found = found.append_column("account", account)
            keys = ["what", "id", "account", "tag", "currency"]
            return found.group_by(keys).aggregate([("amount_minor", "sum")]).rename_columns(
                [*keys, "amount_minor"])

        self.keep("traced", len(rows), follow)
