#!/usr/bin/env python3
"""The whole way from files to brief on simulated cases of growing size: seconds by stage, and how they
grow with the rows."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

PROGRAM = Path(os.environ["CUIBONO_BENCH_BUILD"]) / "cuibono"
SCALES = (0.05, 0.1, 0.2)


def cuibono(*words: str) -> None:
    done = subprocess.run([str(PROGRAM), *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"cuibono {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")


def run_case(folder: str, scale: float) -> dict:
    case = f"{folder}/{scale}"
    cuibono("simulate", case, "--scale", str(scale))
    cuibono("-C", case, "run")
    metrics = json.loads(Path(case, "out/metrics.json").read_text())
    rows = max(stage.get("rows", 0) for stage in metrics["stages"])
    measure = {"measure": f"files to brief, scale {scale}", "rows": rows,
               "seconds": round(metrics["seconds"], 2),
               "rows_a_second": int(rows / metrics["seconds"]),
               "peak_mb": round(metrics["peak_bytes"] / 1e6), "threads": metrics["threads"]}
    for stage in metrics["stages"]:
        measure[f"s_{stage.get('name', stage.get('stage'))}"] = round(stage["seconds"], 3)
    return measure


def main() -> None:
    with tempfile.TemporaryDirectory(dir=os.environ["CUIBONO_BENCH_SCRATCH"]) as folder:
        measures = [run_case(folder, scale) for scale in SCALES]
    first = measures[0]
    for measure in measures:
        more_rows = measure["rows"] / first["rows"]
        more_time = measure["seconds"] / first["seconds"]
        measure["times_rows"] = round(more_rows, 2)
        measure["times_seconds"] = round(more_time, 2)
        print(json.dumps(measure), flush=True)


if __name__ == "__main__":
    main()
