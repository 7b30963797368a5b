#!/usr/bin/env python3
"""The model of accounts on simulated worlds that it never saw (tools/account_worlds.py: JUDGE), as the program
itself reads it, beside plain rankings: average precision, calibration, and what the rules find.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from account_worlds import JUDGE, PURPOSES, Accounts, join, read_worlds, worlds_of

BUILD = Path(os.environ.get("CUIBONO_BENCH_BUILD", ROOT / "build/release"))
TENTHS = 10


def average_precision(score: np.ndarray, right: np.ndarray) -> float:
    """Sum over the scores, highest first, of precision × recall added; equal scores count at once."""
    found = seen = 0
    total = 0.0
    for value in np.unique(score)[::-1]:
        here = score == value
        hits = int(right[here].sum())
        seen += int(here.sum())
        found += hits
        total += hits * found / seen
    return total / max(int(right.sum()), 1)


def calibration(of_1000: np.ndarray, right: np.ndarray) -> tuple[float, list[dict]]:
    """Expected calibration error over tenths of the scale, and the table."""
    tenth = np.minimum(of_1000 * TENTHS // 1000, TENTHS - 1)
    error, rows = 0.0, []
    for at in range(TENTHS):
        here = tenth == at
        count = int(here.sum())
        if count == 0:
            continue
        said, true = float(of_1000[here].mean()), 1000 * float(right[here].mean())
        error += abs(said - true) / 1000 * count / len(right)
        rows.append({"from": at * 100, "accounts": count, "said": round(said), "true": round(true)})
    return error, rows


def say(measure: str, **values: object) -> None:
    print(json.dumps({"measure": measure, **values}), flush=True)


def judge(kind: str, held: Accounts) -> None:
    sign = {name: held.signs[:, at] for at, name in enumerate(held.names)}
    for purpose in PURPOSES:
        right = np.array([one == purpose for one in held.truth])
        asked = [one.get(purpose) for one in held.model]
        if right.sum() == 0 or any(one is None for one in asked):
            continue
        of_1000 = np.array(asked)
        error, rows = calibration(of_1000, right)
        say(f"model: {purpose}", worlds=kind, accounts=len(right), right=int(right.sum()),
            average_precision=round(average_precision(of_1000, right), 4),
            calibration_error=round(error, 4), reliability=rows)
        if purpose != "mule":
            continue
        named = np.array([role in ("mule", "collector") and band != "set_aside"
                          for role, band in zip(held.rule_role, held.rule_band, strict=True)])
        for name, score in (("score of the rules", held.rule_score),
                            ("role by the rules alone", named.astype(float)),
                            ("payers", sign["payers"]), ("payers within a day", sign["payers_day"]),
                            ("share passed on, FIFO", sign["passed_permille"]),
                            ("share of victims' money, FIFO", sign["share_permille"])):
            say(f"beside it: {name}", worlds=kind,
                average_precision=round(average_precision(score, right), 4))
        hits = int((named & right).sum())
        say("rules: mules and collectors", worlds=kind, precision=round(hits / max(named.sum(), 1), 4),
            recall=round(hits / held.reachable, 4), recall_of_accounts_reached=
            round(hits / int(right.sum()), 4))


def main() -> None:
    worlds = worlds_of(JUDGE)
    read = read_worlds(BUILD, worlds)
    judge("all", join(read))
    for kind in sorted({world.options for world in worlds}):
        judge(" ".join(kind) or "plain",
              join([one for one, world in zip(read, worlds, strict=True) if world.options == kind]))


if __name__ == "__main__":
    main()
