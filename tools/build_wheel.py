#!/usr/bin/env python3
"""Builds the wheel of this tree into build/wheels and installs it. script/test and script/bench call it.

    tools/build_wheel.py [VENV]    .venv-test where none is named

It is built by the compiler of build/release, so that ccache has nearly every object already, and without
the network: what is needed to build is in the environment (script/setup --test or --bench).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compiler() -> dict[str, str]:
    cache = ROOT / "build/release/CMakeCache.txt"
    found = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache.read_text(), re.MULTILINE) \
        if cache.exists() else None
    return {"CXX": found.group(1)} if found else {}


def main(words: list[str]) -> int:
    venv = words[0] if words else ".venv-test"
    python = ROOT / venv / "bin/python"
    if not python.exists():
        print(f"build_wheel: {venv} is not there\n  Try: script/setup --test (or --bench)",
              file=sys.stderr)
        return 1
    wheels = ROOT / "build/wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    # A build folder of another interpreter or another place is of no use.
    cache = ROOT / "build/python/CMakeCache.txt"
    if cache.exists() and f"CMAKE_HOME_DIRECTORY:INTERNAL={ROOT}\n" not in cache.read_text():
        shutil.rmtree(cache.parent)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
    log = ROOT / "build/python.log"
    with log.open("w") as said:
        for command in ([*pip, "wheel", ".", "--no-build-isolation", "--no-deps", "--no-index",
                       "-w", str(wheels)],
                      [*pip, "install", "--no-deps", "--no-index", "--force-reinstall",
                       "--find-links", str(wheels), "cuibono"]):
            done = subprocess.run(command, cwd=ROOT, env={**os.environ, **compiler()}, stdout=said,
                                  stderr=subprocess.STDOUT, check=False)
            if done.returncode != 0:
                print("\n".join(log.read_text().splitlines()[-15:]), file=sys.stderr)
                print(f"build_wheel: the Python package could not be built (all is in {log})",
                      file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
