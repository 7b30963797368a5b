#!/usr/bin/env python3
"""The Python package: what it costs to hand tables over, and window features beside polars.

Handing over is asserted to copy nothing, by the addresses of buffers. Features are first shown to be
those of polars, column by column; polars then computes six of our ten. Seconds of the processor, one
thread, in turns.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

os.environ["POLARS_MAX_THREADS"] = "1"

import cuibono
import numpy as np
import polars as pl
import pyarrow as pa
from cuibono import _native

ROUNDS = 5
HANDED, DESCRIBED = 5_000_000, 1_000_000
WEEK = timedelta(days=7)


def ledger(rows: int, accounts: int) -> pa.Table:
    """Heavy-tailed payments of thirty days, each at its own microsecond."""
    draw = np.random.default_rng(1)
    ends = [np.minimum(draw.pareto(1.2, rows) * accounts / 50, accounts - 1).astype(np.uint32)
            for _ in range(2)]
    step = 30 * 86_400_000_000 // rows
    times = np.arange(rows, dtype=np.int64) * step + draw.integers(0, step, rows)
    return pa.table({"payer": ends[0], "payee": ends[1],
                     "amount_minor": draw.integers(1, 100_000, rows, dtype=np.int64),
                     "time": pa.array(times, pa.timestamp("us", "UTC"))})


def measure(works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median of the rounds, in which all take turns; each once to warm up."""
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.process_time()
            work()
            taken[name].append(time.process_time() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def address(table: pa.Table, column: str) -> int:
    return table.column(column).chunk(0).buffers()[1].address


def hand_over() -> None:
    table = ledger(HANDED, 500_000)
    copies = 0
    for column, is_time in (("amount_minor", False), ("time", True)):
        where, copied, rows, _ = _native.where_read(table, column, is_time)
        assert rows == HANDED
        copies += copied or where != address(table, column)
    where, copied = _native.where_ends_read(table, ["payer", "payee"])
    copies += copied or where != address(table, "payer")
    answer = cuibono.features(table, WEEK, threads=1)
    out = pa.table(answer)
    copies += address(out, "payer_out_minor") != address(pa.table(answer), "payer_out_minor")
    assert copies == 0, "something was copied"

    def hand_in() -> None:
        _native.where_read(table, "amount_minor", False)
        _native.where_read(table, "time", True)
        _native.where_ends_read(table, ["payer", "payee"])

    seconds = measure({"in": hand_in, "out": lambda: pa.table(answer),
                       "features": lambda: cuibono.features(table, WEEK, threads=1),
                       "copy": lambda: [
                           column.chunk(0).to_numpy().copy() for column in table.columns]})
    print(json.dumps({"what": "hand over", "transfers": HANDED, "copies": copies,
                      "in_ms": round(seconds["in"] * 1e3, 3),
                      "out_ms": round(seconds["out"] * 1e3, 3),
                      "one_copy_ms": round(seconds["copy"] * 1e3, 3),
                      "features_ns_a_transfer": round(seconds["features"] / HANDED * 1e9, 1)}))


def by_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """Six of the ten columns. Times are distinct, so the week before is [time - 7 d, time)."""
    def side(end: str, other: str, names: tuple[str, str, str]) -> pl.DataFrame:
        return (frame.lazy().sort(end, "time", maintain_order=True)
                .rolling("time", period="7d", offset="-7d", closed="left", group_by=end)
                .agg(pl.len().alias(names[0]), pl.col(other).n_unique().alias(names[1]),
                     pl.col("amount_minor").sum().alias(names[2]))
                .sort("time").drop(end).collect())

    out = side("payer", "payee", ("payer_out_count", "payer_payees", "payer_out_minor"))
    into = side("payee", "payer", ("payee_in_count", "payee_payers", "payee_in_minor"))
    return pl.concat([out, into.drop("time")], how="horizontal")


def beside_polars() -> None:
    table = ledger(DESCRIBED, 100_000)
    frame = pl.DataFrame(table)
    ours = pl.DataFrame(cuibono.features(table, WEEK, threads=1))
    theirs = by_polars(frame)
    for column in theirs.columns[1:]:
        assert (ours[column].cast(pl.Int64) == theirs[column].cast(pl.Int64)).all(), column
    seconds = measure({"ours": lambda: cuibono.features(table, WEEK, threads=1),
                       "polars": lambda: by_polars(frame)})
    print(json.dumps({"what": "window features", "transfers": DESCRIBED, "equal_columns": 6,
                      "ns_a_transfer": round(seconds["ours"] / DESCRIBED * 1e9, 1),
                      "polars_ns_a_transfer": round(seconds["polars"] / DESCRIBED * 1e9, 1),
                      "polars_over_ours": round(seconds["polars"] / seconds["ours"], 1)}))


if __name__ == "__main__":
    hand_over()
    beside_polars()
