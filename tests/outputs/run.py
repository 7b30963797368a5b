"""Runs the tests of this folder, or of another one beside it that needs the built program.

    run.py [--slow] [ONLY] [FOLDER]     FOLDER: outputs, server, hostile

Classes whose name ends in Slow wait for --slow. tools/run_tests.py calls it, with an interpreter that has jsonschema and yaml if there is one.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import cases  # noqa: E402
import verdicts  # noqa: E402

if __name__ == "__main__":
    slow = "--slow" in sys.argv
    only, folder = [*(word for word in sys.argv[1:] if word != "--slow"), "", ""][:2]
    verdicts.run_folder(HERE.parent / (folder or "outputs"), only,
                        chosen=lambda test: slow or not type(test).__name__.endswith("Slow"),
                        skipped=lambda _: "" if cases.program() else "the program is not built")
