"""Runs the tests of this folder; a line of JSON for each: {name, status, lines, seconds}.

    run.py [ONLY] [FOLDER]     FOLDER: another one beside this, as "server"

tools/run_tests.py calls it, with an interpreter that has jsonschema if there is one.
"""

from __future__ import annotations

import json
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cases  # noqa: E402


def tests(suite: unittest.TestSuite) -> list[unittest.TestCase]:
    found: list[unittest.TestCase] = []
    for part in suite:
        found += tests(part) if isinstance(part, unittest.TestSuite) else [part]
    return found


def main(only: str, folder: str) -> None:
    here = Path(__file__).resolve().parent.parent / folder
    sys.path.insert(0, str(here))
    for test in tests(unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here))):
        name = f"{folder}.{test.id()}"
        if only.lower() not in name.lower():
            continue
        began = time.monotonic()
        result = unittest.TestResult()
        if cases.program() is None and not isinstance(test, unittest.loader._FailedTest):
            result.skipped.append((test, "the program is not built"))
        else:
            test.run(result)
        said = [line for _, text in result.errors + result.failures for line in text.split("\n")]
        status = "failed" if said else "skipped" if result.skipped else "passed"
        lines = said or [reason for _, reason in result.skipped]
        print(json.dumps({"name": name, "status": status, "lines": lines,
                          "seconds": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    main(words[0] if words else "", words[1] if len(words) > 1 else "outputs")
