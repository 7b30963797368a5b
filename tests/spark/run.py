"""Runs the tests of this folder by .venv-spark/bin/python: run.py [--slow] [NAME].

Classes whose name ends in Slow wait for --slow.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

import shared  # noqa: E402
import verdicts  # noqa: E402

if __name__ == "__main__":
    slow = "--slow" in sys.argv
    verdicts.run_folder(HERE, next((word for word in sys.argv[1:] if not word.startswith("--")), ""),
                        chosen=lambda test: slow or not type(test).__name__.endswith("Slow"))
    shared.close()
