"""Runs the unit tests of a folder; a line of JSON for each: {name, status, lines, seconds}.

tools/run_tests.py reads these lines. The folders' own run.py say with which interpreter, and what is skipped.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
import time
import unittest
from collections.abc import Callable
from pathlib import Path


def flat(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    found: list[unittest.TestCase] = []
    for part in suite:
        found += flat(part) if isinstance(part, unittest.TestSuite) else [part]
    return found


def run_folder(folder: Path, only: str, chosen: Callable[[unittest.TestCase], bool] = lambda _: True,
               skipped: Callable[[unittest.TestCase], str] = lambda _: "") -> None:
    """The tests whose name holds `only` and that are `chosen`; `skipped` gives a reason, or nothing."""
    # Who is started in the background may have been told to ignore Ctrl-C; some tests press it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    for test in flat(unittest.defaultTestLoader.discover(str(folder), top_level_dir=str(folder))):
        name = f"{folder.name}.{test.id()}"
        if only.lower() not in name.lower() or not chosen(test):
            continue
        began = time.monotonic()
        result = unittest.TestResult()
        # A module that cannot be loaded is a failure, whatever would be skipped.
        broken = isinstance(test, unittest.loader._FailedTest)  # type: ignore[attr-defined]
        if not broken and (reason := skipped(test)):
            result.skipped.append((test, reason))
        else:
            with contextlib.redirect_stdout(io.StringIO()):  # what a test prints is no verdict
                test.run(result)
        said = [line for _, text in result.errors + result.failures for line in text.split("\n")]
        status = "failed" if said else "skipped" if result.skipped else "passed"
        lines = said or [reason for _, reason in result.skipped]
        print(json.dumps({"name": name, "status": status, "lines": lines,
                          "seconds": time.monotonic() - began}), flush=True)
