#!/usr/bin/env python3
"""What the bundled rules find of patterns that others planted.

    bench/patterns.py FOLDER            recall and false alarms for each family of each data set
    bench/patterns.py FOLDER --json     a line of JSON each, no table

FOLDER holds archives (*.tgz) of AMLSim, or files of AMLworld (*_patterns_flat.csv). "fits" is what a rule finds in
the transfers of one planted pattern alone: the rest is a matter of the rule's definition, not of the search.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("data", "family", "variant", "planted", "fits", "found", "recall", "patterns",
           "false_per_10000_accounts")


def measure(program: Path, folder: Path) -> list[dict[str, object]]:
    ran = subprocess.run([program, folder], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/bench/patterns")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    lines = measure(args.program, args.folder)
    with tempfile.TemporaryDirectory() as unpacked:
        for archive in sorted(args.folder.glob("*.tgz")):
            with tarfile.open(archive) as tar:
                tar.extractall(unpacked, filter="data")
        lines += measure(args.program, Path(unpacked))
    if args.json:
        for line in lines:
            print(json.dumps(line))
        return
    rows = [COLUMNS, *[tuple(str(line[column]) for column in COLUMNS) for line in lines]]
    widths = [max(len(row[c]) for row in rows) for c in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    main()
