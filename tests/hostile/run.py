"""Damaged files through the real command, as many as are wanted, and a table of what came of them.

    run.py [--count 20000] [--first 0] [--keep FOLDER]    FOLDER: the files that broke something

A few hundred are a test of every run (test_mutated_files.py, by tools/run_tests.py).
"""

from __future__ import annotations

import argparse
import collections
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "outputs")]

import taking

HEAVY = {"bomb", "columns", "entities", "long", "sizes", "traversal"}  # few at once: each may take its time


def batches(first: int, count: int) -> Iterator[tuple[str, list[taking.Mutated]]]:
    """Files of one way together, so that time and memory can be told of each."""
    waiting: dict[str, list[taking.Mutated]] = collections.defaultdict(list)
    for number in range(first, first + count):
        made = taking.MADE.mutate(number)
        how = made.how.split("+")[0]
        waiting[how].append(made)
        if len(waiting[how]) == (20 if how in HEAVY else 200):
            yield how, waiting.pop(how)
    yield from waiting.items()


def take_many(first: int, count: int, keep: str) -> int:
    table, broken, done = collections.defaultdict(collections.Counter), [], 0
    most: dict[str, tuple[float, float]] = {}
    stopped: list[bool] = []  # asked to end: what was seen until then is told
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    for way, files in batches(first, count):
        told = taking.take_made(files, keep)
        for how, counts in told.ways.items():
            table[how].update(counts)
        slowest, peak = most.get(way, (0, 0))
        most[way] = max(slowest, told.slowest), max(peak, told.peak_mib)
        broken += told.broken
        done += len(files)
        print(f"{done:>7} files  {way:<10}{told.seconds:6.1f} s  {told.peak_mib:5.0f} MiB  {len(broken)} broken", flush=True)
        for line in told.broken:
            print(line, flush=True)
        if stopped:
            break
    print(f"{'way':<11}{'files':>8}{'refused':>9}{'rows':>11}{'records':>11}{'quarantined':>13}{'slowest s':>11}{'peak MiB':>10}")
    for how, counts in sorted(table.items()):
        slowest, peak = most.get(how, (0, 0))
        print(f"{how:<11}{counts['files']:>8}{counts['refused']:>9}{counts['rows']:>11}{counts['records']:>11}"
              f"{counts['quarantined']:>13}{slowest:>11.1f}{peak:>10.0f}")
    print(f"{done} files, {len(broken)} broken (refused: no record came of it; slowest: the processor's time of one command with a batch of them)")
    return 1 if broken else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", default="")
    chosen = parser.parse_args()
    sys.exit(take_many(chosen.first, chosen.count, chosen.keep))
