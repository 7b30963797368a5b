"""What the tests share: one world, one session of Spark, the answers of both ways of running."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import worlds
from pyspark.sql import SparkSession

from spark.inputs import Inputs, read_inputs
from spark.job import Job
from spark.parameters import Parameters, read_parameters
from spark.session import session
from spark.single import Single

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS, CALLS, SEEDS = 50_000, 20_000, 60
held = ExitStack()


def close() -> None:
    held.close()
    spark.cache_clear()


atexit.register(close)


@functools.cache
def folder() -> Path:
    path = Path(tempfile.mkdtemp(prefix="cuibono-spark-tests-"))
    held.callback(shutil.rmtree, path, ignore_errors=True)
    return path


@functools.cache
def spark() -> SparkSession:
    """Up to a session that lasts for all tests: it takes longer to start than most of them to run."""
    return held.enter_context(session(cores=2, memory_gb=2))


@functools.cache
def world(rows: int = ROWS, calls: int = CALLS, seeds: int = SEEDS) -> Path:
    path = folder() / f"world-{rows}"
    worlds.write_world(path, rows, calls, seeds)
    return path


def inputs(path: Path, seeded: bool = True) -> Inputs:
    return read_inputs(path / "transfers", path / "calls", path / "seeds.parquet" if seeded else None)


def tight() -> Parameters:
    """Limits so low that every one of them bites in a world of 50,000 transfers."""
    return replace(read_parameters(), hot_rows=1500, slice_windows=2, slice_rows_max=900,
                   partners_max=1000, trace_rows_max=400, case_rows_max=6000, batch_rows=5000,
                   simulated=True)


def quiet(text: str) -> None:
    del text


def run_spark(given: Inputs, p: Parameters, name: str) -> Path:
    out = folder() / name
    out.mkdir()
    Job(spark(), given, p, out, quiet).run()
    return out


def run_single(given: Inputs, p: Parameters, name: str) -> Path:
    out = folder() / name
    out.mkdir()
    Single(given, p, out, quiet).run()
    return out


@functools.cache
def both() -> tuple[Path, Path]:
    """The world of 50,000 under tight limits, by Spark and by one process."""
    return (run_spark(inputs(world()), tight(), "both-spark"),
            run_single(inputs(world()), tight(), "both-single"))


def processes_naming(text: str) -> list[str]:
    """Command lines of living processes that name a folder of this test."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in line and path.parent.name != str(os.getpid()):
            found.append(line)
    return found
