#!/usr/bin/env python3
"""Shapes and statistics of each payment by IBM's snapml and by DuckDB, over what bench/features.cc wrote.

First every cell of 10,000 payments, which snapml is given one at a time: counts, and the eight statistics
that do not drift in it, must be ours. Then seconds of the processor, one thread, best of the rounds, on the
large table: snapml in batches of 2,048, DuckDB by window queries.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from snapml import GraphFeaturePreprocessor

SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
DAY, BINS, LONGEST, BATCH, ROUNDS = 86_400, list(range(2, 31)), 10, 2048, 3
FAMILIES = {"fan": "fan", "degree": "degree", "sg": "scatter-gather", "tc": "temp-cycle"}
STATISTICS = ["fan", "degree", "ratio", "avg", "sum", "min", "max", "median", "var", "skew",
              "kurtosis"]
STABLE = range(8)  # the other three are updated in doubles there and drift


def read(name: str, kind: str) -> np.ndarray:
    return np.fromfile(SCRATCH / f"{name}.bin", kind)


def rows_of(name: str) -> np.ndarray:
    """As snapml takes them: number, payer, payee, seconds, amount; doubles."""
    time_s = read(f"{name}_time", "<i8") // 1_000_000
    columns = [np.arange(len(time_s)), read(f"{name}_payer", "<u4"), read(f"{name}_payee", "<u4"),
               time_s, read(f"{name}_amount", "<i8")]
    return np.ascontiguousarray(np.column_stack(columns).astype(np.float64))


def engine(wanted: set[str], threads: int = 1) -> GraphFeaturePreprocessor:
    options = {"num_threads": threads, "time_window": DAY, "vertex_stats": "vs" in wanted,
               "vertex_stats_tw": DAY, "vertex_stats_cols": [4],
               "vertex_stats_feats": list(range(len(STATISTICS)))}
    for short, name in FAMILIES.items():
        options |= {name: short in wanted, f"{name}_tw": DAY, f"{name}_bins": BINS}
    options |= {"lc-cycle": "lc" in wanted, "lc-cycle_tw": DAY, "lc-cycle_len": LONGEST,
                "lc-cycle_bins": list(range(2, LONGEST + 1))}
    made = GraphFeaturePreprocessor()
    made.set_params(options)
    return made


def features_of(rows: np.ndarray, wanted: set[str], batch: int) -> np.ndarray:
    made = engine(wanted)
    parts = [made.transform(np.ascontiguousarray(rows[at:at + batch]))
             for at in range(0, len(rows), batch)]
    return np.vstack(parts)[:, rows.shape[1]:]


def spread(values: np.ndarray) -> np.ndarray:
    """A column for each size from 2 on, the last open; a size below 2 is in none."""
    cells = np.zeros((len(values), len(BINS)))
    at = np.flatnonzero(values >= BINS[0])
    cells[at, np.minimum(values[at].astype(np.int64) - BINS[0], len(BINS) - 1)] = 1
    return cells


def spread_counts(name: str, rows: int, columns: int) -> np.ndarray:
    cells = np.zeros((rows, columns))
    for row, size, count in read(name, "<u8").reshape(-1, 3):
        cells[int(row), min(int(size) - 2, columns - 1)] += count
    return cells


def compare(name: str) -> None:
    rows = rows_of(name)
    count = len(rows)

    def same(what: str, theirs: np.ndarray, ours: np.ndarray) -> None:
        wrong = int((theirs != ours).sum())
        print(json.dumps({"measure": f"equal to snapml at batch 1: {what}", "data": name,
                          "transfers": count, "cells": int(ours.size), "not_zero":
                          int((ours != 0).sum()), "different": wrong}), flush=True)
        if wrong:
            raise SystemExit(f"{what} differs in {wrong} cells")

    same("fan", features_of(rows, {"fan"}, 1),
         np.hstack([spread(read(f"{name}_{side}", "<u4")) for side in ("payers_in", "payees_out")]))
    same("degree", features_of(rows, {"degree"}, 1),
         np.hstack([spread(read(f"{name}_{side}", "<u4"))
                    for side in ("payments_in", "payments_out")]))
    for short, family, columns in (("sg", "scatter_gather", len(BINS)),
                                   ("tc", "temporal_cycle", len(BINS)),
                                   ("lc", "short_cycle", LONGEST - 1)):
        same(family, features_of(rows, {short}, 1),
             spread_counts(f"{name}_{family}", count, columns))
    theirs = features_of(rows, {"vs"}, 1).reshape(count, 4, len(STATISTICS))
    ours = read(f"{name}_statistics", "<f8").reshape(count, 4, len(STATISTICS))
    for at in STABLE:
        their, our = theirs[:, :, at], ours[:, :, at]
        if STATISTICS[at] == "avg":  # a quotient here, updated payment by payment there
            furthest = float(np.abs(their / np.where(our == 0, 1, our) - (our != 0)).max())
            print(json.dumps({"measure": "avg beside snapml", "data": name,
                              "furthest_apart": furthest}), flush=True)
            if furthest > 1e-12:
                raise SystemExit("avg differs by more than rounding")
        else:
            same(STATISTICS[at], their, our)
    for at in range(len(STABLE), len(STATISTICS)):
        apart = np.abs(theirs[:, :, at] - ours[:, :, at]) > 1e-6 * (1 + np.abs(ours[:, :, at]))
        print(json.dumps({"measure": f"beside snapml, which drifts: {STATISTICS[at]}",
                          "data": name, "cells": int(apart.size), "different": int(apart.sum()),
                          "theirs_least": float(theirs[:, :, at].min()),
                          "theirs_most": float(theirs[:, :, at].max()),
                          "ours_least": float(ours[:, :, at].min()),
                          "ours_most": float(ours[:, :, at].max())}), flush=True)


def best_seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def say(name: str, peer: str, seconds: float, rows: int, ours: dict[str, dict]) -> None:
    peer_ns, our_ns = seconds * 1e9 / rows, ours[name]["ns_best"]
    print(json.dumps({"measure": f"{peer}: {name}", "transfers": rows,
                      "ns_a_transfer": round(peer_ns, 1), "our_ns": our_ns,
                      "times_faster": round(peer_ns / our_ns, 1)}), flush=True)


DEGREE = """select count(*) over (partition by payer order by time range between 86399 preceding
 and current row) as o, count(*) over (partition by payee order by time range between 86399
 preceding and current row) as i from transfers"""
FAN = """select count(distinct payee) over (partition by payer order by time range between 86399
 preceding and current row) as o, count(distinct payer) over (partition by payee order by time
 range between 86399 preceding and current row) as i from transfers"""
AMOUNTS = """select {} from transfers window
 w as (partition by {} order by time range between 86400 preceding and current row)"""
FUNCTIONS = ["count(*)", "count(distinct {})", "avg(amount)", "sum(amount)", "min(amount)",
             "max(amount)", "median(amount)", "var_pop(amount)"]


def duck(rows: np.ndarray) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect(config={"threads": 1})
    base.register("given", pa.table({name: rows[:, at].astype(np.int64) for at, name in
                                     enumerate(("id", "payer", "payee", "time", "amount"))}))
    base.execute("create table transfers as select * from given")
    return base


def beside_duckdb(rows: np.ndarray, ours: dict[str, dict]) -> None:
    base = duck(rows)
    fan = best_seconds(lambda: base.sql(FAN).to_arrow_table())
    degree = best_seconds(lambda: base.sql(DEGREE).to_arrow_table())
    say("fan and degree", "duckdb", fan + degree, len(rows), ours)

    def amounts() -> None:
        for end, other in (("payer", "payee"), ("payee", "payer")):
            words = ", ".join(f.format(other) + f" over w as c{at}"
                              for at, f in enumerate(FUNCTIONS))
            base.sql(AMOUNTS.format(words, end)).to_arrow_table()

    say("statistics", "duckdb, two of four sides", best_seconds(amounts), len(rows), ours)


def main() -> None:
    for name in ("apart", "small"):
        compare(name)
    lines = json.loads((SCRATCH / "features.json").read_text())
    ours = {line["measure"]: line for line in lines}
    rows = rows_of("large")
    for name, wanted in (("fan and degree", {"fan", "degree"}), ("statistics", {"vs"}),
                         ("scatter-gather", {"sg"}), ("temporal cycles", {"tc"}),
                         ("short cycles", {"lc"}), ("all", {"fan", "degree", "sg", "tc", "lc", "vs"})):
        say(name, "snapml", best_seconds(lambda wanted=wanted: features_of(rows, wanted, BATCH)),
            len(rows), ours)
    one = engine({"fan", "degree", "sg", "tc", "lc", "vs"})
    taken = []
    for at in range(100_000):
        began = time.perf_counter()
        one.transform(rows[at:at + 1])
        taken.append((time.perf_counter() - began) * 1e6)
    stream = ours["one at a time, all families"]
    print(json.dumps({"measure": "snapml: one at a time, all families", "transfers": len(taken),
                      "us_p50": round(float(np.median(taken)), 1),
                      "us_p99": round(float(np.quantile(taken, 0.99)), 1),
                      "our_us_p50": stream["us_p50"], "our_us_p99": stream["us_p99"]}))
    beside_duckdb(rows, ours)


if __name__ == "__main__":
    main()
