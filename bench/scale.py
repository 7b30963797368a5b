#!/usr/bin/env python3
"""The job of script/spark on one and two workers, beside the same in one process: rows a second of each
step, as ratios in the same run. Printed only if all three gave the same rows.

CUIBONO_BENCH_ROWS: transfers, a million where it is not given; half as many calls.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests/spark")]

import compare
import worlds

from spark.inputs import Inputs, read_inputs
from spark.job import Job
from spark.parameters import read_parameters
from spark.session import Cluster, session
from spark.single import Single

ROWS = int(os.environ.get("CUIBONO_BENCH_ROWS", "1000000"))
MEMORY_GB = 3
TICKS = os.sysconf("SC_CLK_TCK")


def family() -> dict[int, tuple[int, int, int]]:
    """This process and all below it: {number: (parent, ticks of the processor, bytes in memory)}."""
    everybody = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks = sum(int(word) for word in words[11:15])  # its own, and of children that have ended
        everybody[int(path.parent.name)] = (int(words[1]), ticks,
                                            int(words[21]) * os.sysconf("SC_PAGE_SIZE"))
    mine = {os.getpid()}
    while True:
        more = {pid for pid, (parent, _, _) in everybody.items() if parent in mine} - mine
        if not more:
            return {pid: everybody[pid] for pid in mine}
        mine |= more


class Meter:
    """Takes what a run says after each step, and notes the processor seconds since the last one."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.peak_mb = 0.0
        self.last = self.now()

    def now(self) -> float:
        found = family()
        self.peak_mb = max(self.peak_mb, sum(size for _, _, size in found.values()) / 1e6)
        return sum(ticks for _, ticks, _ in found.values()) / TICKS

    def say(self, text: str) -> None:
        del text
        now = self.now()
        self.cpu.append(now - self.last)
        self.last = now


def timed(run: Callable[[Callable[[str], None]], list[dict]]) -> tuple[list[dict], Meter]:
    meter = Meter()
    steps = run(meter.say)
    for step, cpu in zip(steps, meter.cpu, strict=True):
        step["cpu_s"] = round(cpu, 2)
    return steps, meter


def by_spark(given: Inputs, out: Path, workers: int, scratch: Path) -> tuple[list[dict], Meter, float]:
    folder = scratch / f"cluster{workers}"
    folder.mkdir()
    cluster = Cluster(folder)
    began = time.monotonic()
    try:
        cluster.start(workers, MEMORY_GB)
        with session(workers, cluster, rows=ROWS, memory_gb=MEMORY_GB) as spark:
            spark.range(1).count()
            up = time.monotonic() - began
            steps, meter = timed(lambda say: Job(spark, given, read_parameters(), out, say).run().steps)
    finally:
        cluster.stop()
    return steps, meter, up


def main() -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("CUIBONO_BENCH_SCRATCH")) as folder:
        scratch = Path(folder)
        worlds.write_world(scratch, ROWS, ROWS // 2, max(20, ROWS // 2000))
        given = read_inputs(scratch / "transfers", scratch / "calls", scratch / "seeds.parquet")
        outs = {name: scratch / f"out-{name}" for name in ("one process", "1 worker", "2 workers")}
        for out in outs.values():
            out.mkdir()
        found: dict[str, tuple[list[dict], Meter]] = {"one process": timed(
            lambda say: Single(given, read_parameters(), outs["one process"], say).run().steps)}
        for workers in (1, 2):
            name = f"{workers} worker{'s' if workers > 1 else ''}"
            steps, meter, up = by_spark(given, outs[name], workers, scratch)
            found[name] = steps, meter
            print(json.dumps({"measure": f"{name}: from nothing to a session", "seconds": round(up, 1)}))
            wrong = compare.differences(outs[name], outs["one process"])
            if wrong:
                raise SystemExit(f"{name} gives other rows than one process: {wrong}")
        tell(found)


def tell(found: dict[str, tuple[list[dict], Meter]]) -> None:
    alone = {step["step"]: step for step in found["one process"][0]}
    for name, (steps, meter) in found.items():
        total = {"step": "all", "rows": ROWS, "seconds": round(sum(s["seconds"] for s in steps), 2),
                 "cpu_s": round(sum(s["cpu_s"] for s in steps), 2)}
        alone.setdefault("all", total)
        for step in [*steps, total]:
            seconds, cpu = max(step["seconds"], 1e-3), max(step["cpu_s"], 1e-2)
            line = {"measure": f"{name}: {step['step']}", "rows": step["rows"],
                    "seconds": step["seconds"], "cpu_s": step["cpu_s"],
                    "rows_a_second": int(step["rows"] / seconds),
                    "cpu_s_a_million_rows": round(cpu * 1e6 / max(step["rows"], 1), 2)}
            if name != "one process":
                one = alone[step["step"]]
                line |= {"one_process_times_faster": round(seconds / max(one["seconds"], 1e-3), 1),
                         "one_process_times_less_cpu": round(cpu / max(one["cpu_s"], 1e-2), 1)}
            print(json.dumps(line), flush=True)
        print(json.dumps({"measure": f"{name}: memory of all its processes after a step, at most",
                          "mb": round(meter.peak_mb)}), flush=True)


if __name__ == "__main__":
    main()
