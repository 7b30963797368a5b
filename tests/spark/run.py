"""Runs the tests of this folder; a line of JSON for each: {name, status, lines, seconds}.

tools/run_tests.py calls it with the interpreter of .venv-spark: run.py [--slow] [NAME]. Classes whose name
ends in Slow wait for --slow.
"""

from __future__ import annotations

import json
import signal
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import shared


def tests(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    found: list[unittest.TestCase] = []
    for part in suite:
        found += tests(part) if isinstance(part, unittest.TestSuite) else [part]
    return found


def main(words: list[str]) -> None:
    slow = "--slow" in words
    only = next((word for word in words if not word.startswith("--")), "")
    for test in tests(unittest.defaultTestLoader.discover(str(HERE), top_level_dir=str(HERE))):
        name = "spark." + test.id()
        if only.lower() not in name.lower() or (type(test).__name__.endswith("Slow") and not slow):
            continue
        began = time.monotonic()
        result = unittest.TestResult()
        test.run(result)
        said = [line for _, text in result.errors + result.failures for line in text.split("\n")]
        status = "failed" if said else "skipped" if result.skipped else "passed"
        lines = said or [reason for _, reason in result.skipped]
        print(json.dumps({"name": name, "status": status, "lines": lines,
                          "seconds": time.monotonic() - began}), flush=True)
    shared.close()


if __name__ == "__main__":
    # Who is started in the background may have been told to ignore Ctrl-C; the tests press it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main(sys.argv[1:])
