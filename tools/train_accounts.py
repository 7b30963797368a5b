#!/usr/bin/env python3
"""Learns what tells mules and other purposes of accounts apart, from simulated cases. script/train calls it.

    tools/train_accounts.py BUILD OUT      writes the model file OUT (docs/model_card.md)

Trees by LightGBM on the seeds to learn from; bands by isotonic regression on seeds of their own. The file holds
whole numbers alone, so that the program needs no library and gives the same bytes anywhere. One program and
one set of packages always give the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import lightgbm
import numpy as np
from account_worlds import CALIBRATE, LEARN, PURPOSES, Accounts, join, read_worlds, worlds_of
from sklearn.isotonic import IsotonicRegression

MILLION = 1_000_000
TREES = 60
SETTINGS = {"objective": "binary", "num_leaves": 8, "learning_rate": 0.08, "min_data_in_leaf": 40,
            "lambda_l2": 5.0, "max_bin": 255, "deterministic": True, "force_col_wise": True,
            "num_threads": 1, "seed": 1, "verbose": -1}
LEAST_OF_A_PURPOSE = 60
LEAST_OF_A_BAND = 40


def step_of(node: dict, steps: list[list[int]]) -> int:
    """The tree in the order of its walk: sign, threshold, left, right, value in millionths."""
    at = len(steps)
    steps.append([])
    if "leaf_value" in node:
        steps[at] = [0, 0, 0, 0, round(node["leaf_value"] * MILLION)]
        return at
    if node["decision_type"] != "<=":
        raise SystemExit("a tree asks otherwise than by at most")
    left, right = step_of(node["left_child"], steps), step_of(node["right_child"], steps)
    # Signs are whole numbers: at most 3.5 is at most 3.
    steps[at] = [node["split_feature"], int(np.floor(node["threshold"])), left, right,
                 round(node["internal_value"] * MILLION)]
    return at


def sums_of(trees: list[list[list[int]]], signs: np.ndarray) -> np.ndarray:
    """As the program adds them up."""
    sums = np.zeros(len(signs), np.int64)
    for steps in trees:
        for row, values in enumerate(signs):
            at = 0
            while steps[at][2]:
                sign, threshold, left, right, _ = steps[at]
                at = left if values[sign] <= threshold else right
            sums[row] += steps[at][4]
    return sums


def bands_of(sums: np.ndarray, right: np.ndarray) -> list[tuple[int, int]]:
    """Ascending sums and of how many in 1,000 the purpose was true there, by the rule of succession: no
    number of simulated accounts makes a certainty."""
    order = np.argsort(sums, kind="stable")
    sums, right = sums[order], right[order]
    fitted = IsotonicRegression().fit_transform(sums.astype(np.float64), right.astype(np.float64))
    bands: list[list[int]] = []  # from, hits, accounts
    for at in range(len(sums)):
        is_new = at > 0 and fitted[at] != fitted[at - 1] and sums[at] != sums[at - 1]
        if at == 0 or (is_new and bands[-1][2] >= LEAST_OF_A_BAND):
            bands.append([int(sums[at]), 0, 0])
        bands[-1][1] += int(right[at])
        bands[-1][2] += 1
    if len(bands) > 1 and bands[-1][2] < LEAST_OF_A_BAND:
        last = bands.pop()
        bands[-1][1] += last[1]
        bands[-1][2] += last[2]
    told, least = [], 0
    for number, (begin, hits, accounts) in enumerate(bands):
        least = max(least, 1000 * (hits + 1) // (accounts + 2))
        told.append((-(2**63) if number == 0 else begin, least))
    return told


def learn(purpose: str, known: Accounts, held: Accounts) -> list[str]:
    right = np.array([one == purpose for one in known.truth])
    if right.sum() < LEAST_OF_A_PURPOSE:
        print(f"  {purpose}: only {int(right.sum())} accounts; not learned")
        return []
    data = lightgbm.Dataset(known.signs.astype(np.float64), right, feature_name=known.names)
    model = lightgbm.train(SETTINGS, data, num_boost_round=TREES)
    trees: list[list[list[int]]] = []
    for tree in model.dump_model()["tree_info"]:
        steps: list[list[int]] = []
        step_of(tree["tree_structure"], steps)
        trees.append(steps)
    bands = bands_of(sums_of(trees, held.signs), np.array([one == purpose for one in held.truth]))
    print(f"  {purpose}: {int(right.sum())} of {len(right)} accounts; {len(bands)} bands")
    return [f"purpose {purpose}",
            *("tree " + " ".join(str(n) for step in steps for n in step) for steps in trees),
            "bands " + " ".join(f"{begin} {of_1000}" for begin, of_1000 in bands)]


def main(build: Path, out: Path) -> None:
    known = join(read_worlds(build, worlds_of(LEARN)))
    held = join(read_worlds(build, worlds_of(CALIBRATE)))
    lines = ["cuibono-account-model 1",
             "# Made by tools/train_accounts.py; docs/model_card.md says of what and what it is not for.",
             "basis calibrated on simulated cases only", "signs " + " ".join(known.names)]
    for purpose in PURPOSES:
        lines += learn(purpose, known, held)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"  {out}: {len(lines)} lines")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("use: tools/train_accounts.py BUILD OUT")
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
