"""Five million transfers, a cluster of a master and two workers, and what happens when one is killed."""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
import unittest
from pathlib import Path

import compare
import pyarrow as pa
import pyarrow.parquet as pq
import shared

FIVE_MILLION = 5_000_000
MINUTES_MAX = 60


class Run:
    """One start of the command; what it says is read as it comes."""

    def __init__(self, *words: str | Path) -> None:
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115
        import subprocess
        import sys
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spark.run", *map(str, words)], stdout=self.log, stderr=self.log,
            env=dict(os.environ, PYTHONPATH=str(shared.ROOT)), start_new_session=True)

    def said(self) -> str:
        return os.pread(self.log.fileno(), 1 << 24, 0).decode(errors="replace")

    def wait_for(self, words: str) -> None:
        until = time.monotonic() + MINUTES_MAX * 60
        while words not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"it never said {words!r}:\n{self.said()}")
            time.sleep(0.2)

    def wait(self) -> int:
        return self.process.wait(MINUTES_MAX * 60)


def files(world: Path) -> list[str | Path]:
    return ["--transfers", world / "transfers", "--calls", world / "calls", "--seeds",
            world / "seeds.parquet"]


def executors_of(worker: int) -> list[int]:
    """The processes of Java that a worker started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == worker:
            found.append(int(stat.parent.name))
    return found


class WholeSlow(unittest.TestCase):
    def test_five_million_transfers_give_the_same_rows(self) -> None:
        world = shared.world(FIVE_MILLION, 500_000, 2_000)
        runs = {}
        for verb in ("single", "run"):
            runs[verb] = Run(verb, *files(world), "--out", shared.folder() / f"five-{verb}")
            self.assertEqual(runs[verb].wait(), 0, runs[verb].said())
        self.assertEqual(compare.differences(shared.folder() / "five-run",
                                             shared.folder() / "five-single"), [])


class ClusterSlow(unittest.TestCase):
    def test_a_killed_worker_does_not_change_the_result(self) -> None:
        world = shared.world(500_000, 50_000, 300)
        one = Run("single", *files(world), "--out", shared.folder() / "kill-single")
        self.assertEqual(one.wait(), 0, one.said())
        out = shared.folder() / "kill-cluster"
        run = Run("run", "--cluster", "2", "--memory", "3", *files(world), "--out", out)
        # In the middle: the features are being computed, from shuffled rows that this worker holds, too.
        run.wait_for("days: ")
        worker = int(run.said().split("worker1 ")[1].split(",")[0].split()[0])
        run.wait_for("call_days: ")
        time.sleep(4)
        killed = [worker, *executors_of(worker)]
        self.assertGreater(len(killed), 1, "the worker had an executor")
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        self.assertNotIn("features: ", run.said())
        self.assertEqual(run.wait(), 0, run.said())
        self.assertEqual(compare.differences(out, shared.folder() / "kill-single"), [])
        self.assertEqual(shared.processes_naming("cuibono-cluster-"), [])

    def test_an_interrupt_ends_everything_that_was_started(self) -> None:
        world = shared.world()
        run = Run("run", "--cluster", "2", "--memory", "2", *files(world), "--out",
                  shared.folder() / "interrupted")
        run.wait_for("pairs: ")
        pids = [int(word.split()[1]) for word in run.said().split("workers, ")[1].splitlines()[0].split(", ")]
        self.assertEqual(len(pids), 3)
        self.assertTrue(all(Path(f"/proc/{pid}").exists() for pid in pids))
        os.kill(run.process.pid, signal.SIGINT)
        self.assertEqual(run.wait(), 130, run.said())
        self.assertIn("interrupted", run.said())
        self.assertEqual([pid for pid in pids if Path(f"/proc/{pid}").exists()], [])
        self.assertEqual(shared.processes_naming("cuibono-cluster-"), [])


class MoreSlow(unittest.TestCase):
    def test_without_seeds_the_communities_with_the_most_hits_leave(self) -> None:
        given = shared.inputs(shared.world(), seeded=False)
        by_spark = shared.run_spark(given, shared.tight(), "unseeded-spark")
        by_one = shared.run_single(given, shared.tight(), "unseeded-single")
        self.assertEqual(compare.differences(by_spark, by_one), [])
        self.assertGreater(len(pq.read_table(by_spark / "case/chosen.parquet")), 0)
        self.assertFalse((by_spark / "traced").exists())

    def test_an_id_that_stands_twice_is_told_by_both(self) -> None:
        world = shared.folder() / "twice"
        world.mkdir()
        table = pq.read_table(shared.world() / "transfers").slice(0, 500)
        pq.write_table(pa.concat_tables([table, table.slice(7, 1)]), world / "transfers.parquet")
        for verb in ("single", "run"):
            run = Run(verb, "--transfers", world / "transfers.parquet", "--out",
                      shared.folder() / f"twice-{verb}")
            self.assertEqual(run.wait(), 5)
            self.assertIn(f"expected each id once, got it in 2 rows: {table['id'][7]}", run.said())

    def test_the_report_has_each_step_with_its_rows(self) -> None:
        out, _ = shared.both()
        steps = json.loads((out / "job.json").read_text())["steps"]
        self.assertEqual([s["step"] for s in steps], [
            "transfers", "pairs", "days", "calls", "call_pairs", "call_days", "features", "hubs",
            "communities", "chosen", "choosing", "traced", "case"])
        self.assertTrue(all(s["seconds"] > 0 for s in steps))
