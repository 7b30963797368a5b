#!/usr/bin/env python3
"""Runs the benches and appends what they measure to bench/history.jsonl. script/bench calls it.

A bench is build/release/bench/NAME (from bench/NAME.cc; CUIBONO_BENCH_BUILD names another build) or
bench/NAME.py. Each line that it prints and that is a JSON object is a measure; other lines are shown.
To each measure are added when, which commit and which machine. Benches find a folder to share data in
(CUIBONO_BENCH_SCRATCH): programs run before scripts, in the order of their names, so that a peer can
measure the same data. Is a peer chosen, so is the program whose data it measures.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Programs that scripts call with data of their own: alone they have nothing to measure.
CALLED = {"account_signs", "patterns"}
BUILD = Path(os.environ.get("CUIBONO_BENCH_BUILD", ROOT / "build/release")).resolve()


def git(*words: str) -> str:
    done = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(ROOT), *words],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip()


def commit() -> str:
    changed = git("status", "--porcelain", "--", "src", "bench", "cmake", "CMakeLists.txt",
                  ":(exclude)bench/history.jsonl")
    return git("rev-parse", "--short=12", "HEAD") + ("+changes" if changed else "")


def machine() -> str:
    model = next((line.split(":", 1)[1].strip() for line in
                  Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")),
                 platform.machine())
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} processors, {memory_gb:.0f} GB"


def benches(chosen: str) -> list[list[str]]:
    scripts = [p for p in sorted((ROOT / "bench").glob("*.py")) if chosen in p.stem]
    # A peer measures what the program of its name wrote.
    wanted = {p.stem.removesuffix("_peer") for p in scripts}
    programs = [p for p in sorted((ROOT / "bench").glob("*.cc")) if chosen in p.stem or p.stem in wanted]
    commands = [[str(BUILD / "bench" / p.stem)] for p in programs if p.stem not in CALLED]
    # Spark has an environment of its own, which script/setup --bench makes as well.
    venv = {"scale": ".venv-spark"}
    return commands + [[str(ROOT / venv.get(p.stem, ".venv") / "bin/python"), str(p)]
                       for p in scripts]


def measures(said: str) -> tuple[list[dict], list[str]]:
    found, other = [], []
    for line in said.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if isinstance(value, dict):
            found.append(value)
        elif line.strip():
            other.append(line)
    return found, other


def main(words: list[str]) -> int:
    commands = benches(words[0] if words else "")
    if not commands:
        print("bench: nothing in bench/ has that name" if words else "bench: bench/ has no bench yet")
        return 1 if words else 0
    stamp = {"when": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
             "commit": commit(), "machine": machine()}
    print(f"  {stamp['commit']} on {stamp['machine']}")
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        env = dict(os.environ, CUIBONO_BENCH_SCRATCH=scratch, CUIBONO_BENCH_BUILD=str(BUILD))
        for number, command in enumerate(commands, 1):
            name = Path(command[-1]).name
            began = time.monotonic()
            print(f"  [{number}/{len(commands)}] {name}", flush=True)
            done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True,
                                  check=False)
            found, other = measures(done.stdout)
            for line in other:
                print(f"      {line}")
            for measure in found:
                print("      " + ", ".join(f"{key} {value}" for key, value in measure.items()))
            print(f"      {len(found)} measures in {time.monotonic() - began:.1f} s", flush=True)
            if done.returncode != 0 or not found:
                failed.append(f"{name} ended with {done.returncode} and {len(found)} measures")
                continue
            with (ROOT / "bench/history.jsonl").open("a", encoding="utf-8") as history:
                for measure in found:
                    history.write(json.dumps({**stamp, "bench": Path(command[-1]).stem, **measure},
                                             ensure_ascii=False) + "\n")
    for line in failed:
        print(f"bench: {line}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
