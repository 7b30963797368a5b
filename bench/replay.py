#!/usr/bin/env python3
"""What a replay costs, and which stage costs how much of it.

    bench/replay.py                       200 draws at scale 0.1, exact replays at scale 1
    bench/replay.py --draws 20 --scale 0.1 --exact-scale 0.1
    bench/replay.py --json                lines of JSON, no table

Each case is simulated and run by the program in the release build (--program PATH for another). Times are those of
metrics.json, on the wall clock, with as many threads as the machine has: of a whole run stage by stage, then of the
draws, and of the exact replays that leave out a source or keep what a handling code allows, stage by stage as well.
"replay F" is with the sentences of its brief, "replay F: all stages" without. Network and calls run beside money, so
the stages add up to more than all of them together.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPLAYED = ("events", "entities", "claims", "network", "money", "calls", "organisation", "leads")


def call(program: str, *words: str) -> None:
    done = subprocess.run([program, *words], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")


def stages(case: Path) -> dict[str, tuple[float, int]]:
    """Seconds and rows of each stage of the last run."""
    metrics = json.loads((case / "out/metrics.json").read_text())
    return {stage["name"]: (stage["seconds"], stage["rows"]) for stage in metrics["stages"]}


def measure(program: str, folder: Path, scale: float, families: list[str], draws: int) -> list[dict[str, object]]:
    case = folder / f"scale{scale}"
    if not case.exists():
        call(program, "simulate", str(case), "--seed", "1", "--scale", str(scale))
        call(program, "-C", str(case), "run")
    words = ["--family", ",".join(families), "--draws", str(draws)]
    call(program, "-C", str(case), "replay", *words)
    took = stages(case)
    lines = [{"scale": scale, "what": name, "seconds": round(took[name][0], 3), "of": 1}
             for name in (*REPLAYED, "brief") if name in took]
    for name, (seconds, of) in took.items():
        if name == "resamples" or name.startswith("replay "):
            lines.append({"scale": scale, "what": name, "seconds": round(seconds, 3), "of": of,
                          "seconds_each": round(seconds / max(of, 1), 3)})
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build/release/cuibono"))
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--scale", type=float, default=0.1, help="of the draws")
    parser.add_argument("--exact-scale", type=float, default=1.0, help="of the exact replays")
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args()
    if not os.access(words.program, os.X_OK):
        sys.exit(f"{words.program} is not there: script/bench builds it")
    with tempfile.TemporaryDirectory(prefix="replay-") as name:
        folder = Path(name)
        lines = measure(words.program, folder, words.scale, ["bootstrap"], words.draws)
        lines += measure(words.program, folder, words.exact_scale, ["handling", "without-source"], 1)
    for line in lines:
        if words.json:
            print(json.dumps({"bench": "replay", **line}))
        else:
            each = f"  {line['seconds_each']:9.3f} each" if "seconds_each" in line else ""
            print(f"{line['scale']:5}  {line['what']:45} {line['seconds']:9.3f} s of {line['of']:4}{each}")


if __name__ == "__main__":
    main()
