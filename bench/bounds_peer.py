#!/usr/bin/env python3
"""Largest flows by OR-tools, on the networks that bench/bounds.cc wrote.

Only the solving is timed, not the handing over of arcs. The values must be ours to the unit.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

import numpy as np
from ortools.graph.python import max_flow

SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
ROUNDS = 3
PLACE, ORIGIN = 0, 1


def solver(number: int, question: str) -> max_flow.SimpleMaxFlow:
    begin = np.fromfile(SCRATCH / f"bounds_{number}_begin.bin", np.uint32)
    to = np.fromfile(SCRATCH / f"bounds_{number}_to.bin", np.uint32).astype(np.int32)
    capacity = np.fromfile(SCRATCH / f"bounds_{number}_{question}.bin", np.int64)
    tails = np.repeat(np.arange(len(begin) - 1, dtype=np.int32), np.diff(begin.astype(np.int64)))
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(tails, to, capacity)
    return flow


def main() -> None:
    for number, ours in enumerate(json.loads((SCRATCH / "bounds.json").read_text())):
        for question in ("most", "least"):
            seconds = []
            for _ in range(ROUNDS):
                flow = solver(number, question)
                began = time.process_time()
                status = flow.solve(PLACE, ORIGIN)
                seconds.append(time.process_time() - began)
                if status != flow.OPTIMAL:
                    raise SystemExit(f"OR-tools could not solve it: {ours['measure']}, {status}")
                if flow.optimal_flow() != ours[f"{question}_flow"]:
                    raise SystemExit(f"the peer finds another flow than we do: {ours['measure']}")
            peer_ms, our_ms = statistics.median(seconds) * 1e3, ours[f"{question}_ms"]
            print(json.dumps({"measure": f"OR-tools: {ours['measure']}, {question}",
                              "arcs": ours["arcs"], "ms": round(peer_ms, 2), "our_ms": our_ms,
                              "times_faster": round(peer_ms / max(our_ms, 0.01), 2)}), flush=True)


if __name__ == "__main__":
    main()
