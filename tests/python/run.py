"""Runs the tests of this folder with the wheel installed: run.py [ONLY], by .venv-test/bin/python."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import verdicts

if __name__ == "__main__":
    verdicts.run_folder(HERE, " ".join(sys.argv[1:]))
