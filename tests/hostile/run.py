"""Damaged files through the real command, as many as are wanted, and a table of what came of them.

    run.py [--count 20000] [--first 0] [--keep FOLDER]    FOLDER: the files that broke something

A few hundred are a test of every run (test_mutated_files.py, by tools/run_tests.py).
"""

from __future__ import annotations

import argparse
import collections
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "outputs")]

import taking


def take_many(first: int, count: int, keep: str) -> int:
    each, table, broken = 200, collections.defaultdict(collections.Counter), []
    for begin in range(first, first + count, each):
        told = taking.take(range(begin, min(begin + each, first + count)), keep=keep)
        for how, counts in told.ways.items():
            table[how].update(counts)
        broken += told.broken
        print(f"{begin + each - first:>7} files  {told.seconds:5.1f} s  {told.peak_mib:5.0f} MiB  "
              f"{len(broken)} broken", flush=True)
    print(f"{'way':<12}{'files':>8}{'rows':>12}{'records':>12}{'quarantined':>13}")
    for how, counts in sorted(table.items()):
        print(f"{how:<12}{counts['files']:>8}{counts['rows']:>12}{counts['records']:>12}{counts['quarantined']:>13}")
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", default="")
    chosen = parser.parse_args()
    sys.exit(take_many(chosen.first, chosen.count, chosen.keep))
