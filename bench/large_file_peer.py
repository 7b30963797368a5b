#!/usr/bin/env python3
"""polars and pyarrow read the file of five million transfers that bench/large_file.cc wrote, on one thread;
then the same table as Parquet (typed: times, decimals, dictionaries), read by them and by us."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # read when polars is loaded

import polars  # noqa: E402
import pyarrow  # noqa: E402
import pyarrow.compute  # noqa: E402
import pyarrow.csv  # noqa: E402
import pyarrow.parquet  # noqa: E402

SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
BUILD = Path(os.environ.get("CUIBONO_BENCH_BUILD",
                            Path(__file__).resolve().parent.parent / "build/release"))
ROUNDS = 3


def by_pyarrow(path: Path) -> int:
    options = pyarrow.csv.ReadOptions(use_threads=False)
    return pyarrow.csv.read_csv(path, read_options=options).num_rows


def parquet_by_pyarrow(path: Path) -> int:
    return pyarrow.parquet.read_table(path, use_threads=False).num_rows


def say(name: str, work, path: Path) -> None:
    rows = work(path)
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(path)
        seconds.append(time.process_time() - began)
    took = statistics.median(seconds)
    print(json.dumps({
        "measure": f"{name}: large file", "rows": rows, "bytes": path.stat().st_size,
        "seconds": round(took, 2), "ns_a_row": round(took * 1e9 / rows, 2),
        "rows_a_second": int(rows / took)}), flush=True)


def make_parquet(table: Path, path: Path) -> None:
    texts = {name: pyarrow.string() for name in ("transaction", "payer", "payee", "currency",
                                                 "purpose", "channel")}
    columns = {**texts, "amount": pyarrow.decimal128(18, 2), "booked": pyarrow.timestamp("us")}
    read = pyarrow.csv.read_csv(table, convert_options=pyarrow.csv.ConvertOptions(column_types=columns))
    pyarrow.parquet.write_table(read, path, compression="zstd")


def main() -> None:
    pyarrow.set_cpu_count(1)
    table, parquet = SCRATCH / "large.csv", SCRATCH / "large.parquet"
    say("polars, CSV", lambda path: polars.read_csv(path, try_parse_dates=True).height, table)
    say("pyarrow, CSV", by_pyarrow, table)
    make_parquet(table, parquet)
    say("polars, Parquet", lambda path: polars.read_parquet(path).height, parquet)
    say("pyarrow, Parquet", parquet_by_pyarrow, parquet)
    subprocess.run([str(BUILD / "bench/large_file"), str(parquet)], check=True)


main()
