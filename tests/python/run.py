"""Runs the tests of this folder with the wheel installed and prints a verdict a line, as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
import time
import unittest
from pathlib import Path


def tests(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    found: list[unittest.TestCase] = []
    for part in suite:
        found += tests(part) if isinstance(part, unittest.TestSuite) else [part]
    return found


def main(only: str) -> None:
    here = Path(__file__).resolve().parent
    for test in tests(unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here))):
        name = "python." + test.id()
        if only.lower() not in name.lower():
            continue
        began = time.monotonic()
        result = unittest.TestResult()
        with contextlib.redirect_stdout(io.StringIO()):  # what a page prints is no verdict
            test.run(result)
        said = [line for _, text in result.errors + result.failures for line in text.split("\n")]
        status = "failed" if said else "skipped" if result.skipped else "passed"
        lines = said or [reason for _, reason in result.skipped]
        print(json.dumps({"name": name, "status": status, "lines": lines,
                          "seconds": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    # Who is started in the background may have been told to ignore Ctrl-C; the tests press it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main(sys.argv[1] if len(sys.argv) > 1 else "")
