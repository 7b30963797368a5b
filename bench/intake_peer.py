#!/usr/bin/env python3
"""polars and pyarrow read the tables that bench/intake.cc wrote, on one thread, into typed columns
(numbers, times; identifiers stay text: neither brings them into a normal form)."""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # read when polars is loaded

import polars  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.csv  # noqa: E402

SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
ROUNDS = 5


def read_by_polars(path: Path) -> int:
    return polars.read_csv(path, try_parse_dates=True).height


def read_by_pyarrow(path: Path) -> int:
    options = pyarrow.csv.ReadOptions(use_threads=False)
    return pyarrow.csv.read_csv(path, read_options=options).num_rows


def median_seconds(work, path: Path, rows: int) -> float:
    if work(path) != rows:
        raise SystemExit(f"{work.__name__} finds another number of rows than we do in {path.name}")
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(path)
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


def main() -> None:
    pyarrow.set_cpu_count(1)
    ours = {line["measure"]: line for line in json.loads((SCRATCH / "intake.json").read_text())}
    for table in ("transfers", "calls"):
        path = SCRATCH / f"{table}.csv"
        rows = ours[f"{table}: rows"]["rows"]
        for name, work in (("polars", read_by_polars), ("pyarrow", read_by_pyarrow)):
            seconds = median_seconds(work, path, rows)
            ns = seconds * 1e9 / rows
            print(json.dumps({
                "measure": f"{name}: {table}", "rows": rows, "ns_a_row": round(ns, 2),
                "rows_a_second": int(rows / seconds),
                "mb_a_second": round(path.stat().st_size / seconds / 1e6, 2),
                "our_rows_times_faster": round(ns / ours[f"{table}: rows"]["ns_a_row"], 2),
                "our_records_times_faster": round(ns / ours[f"{table}: records"]["ns_a_row"], 2),
            }), flush=True)


if __name__ == "__main__":
    main()
