"""Accounts of simulated cases with their truth, for tools/train_accounts.py and bench/account_scores.py."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from multiprocessing.pool import ThreadPool
from pathlib import Path

import numpy as np

WORKERS = 2
PURPOSES = ("mule", "shell", "exchange", "merchant", "employer")


@dataclass(frozen=True)
class World:
    """What is asked of `cuibono simulate`."""

    seed: int
    scale: float
    options: tuple[str, ...] = ()


@dataclass
class Accounts:
    """A row an account that victims' money reached: signs, what the rules said, what is true."""

    names: list[str]
    signs: np.ndarray
    truth: list[str]
    rule_role: list[str]
    rule_band: list[str]
    rule_score: np.ndarray
    model: list[dict]
    reachable: int  # true mule accounts of the world, whether money was followed to them or not


def purpose_of(truth: dict) -> dict[str, str]:
    """By account. Who passes money on is a mule, in whatever layer, and so is a collector."""
    purposes = {}
    for purpose, field in (("merchant", "merchants"), ("merchant", "platforms"),
                           ("employer", "employers"), ("employer", "cash_pool"),
                           ("shell", "fronts"), ("shell", "shells"), ("shell", "payroll"),
                           ("exchange", "exchanges"), ("mule", "collectors")):
        named = truth.get(field) or []
        for account in [named] if isinstance(named, str) else named:
            purposes[account] = purpose
    for mule in truth["mule_accounts"]:
        purposes[mule["account"]] = "mule"
    return purposes


def run(program: Path, *words: str) -> str:
    return subprocess.run([str(program), *words], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True).stdout


def read_world(build: Path, world: World) -> Accounts:
    """Simulates one case in a folder that is gone afterwards, and lists its accounts (bench/account_signs.cc).
    Its calls are left out: no sign is of them, and they are most of its rows."""
    folder = Path(tempfile.mkdtemp(prefix="accounts"))
    case = folder / "case"
    try:
        run(build / "cuibono", "simulate", str(case), "--seed", str(world.seed), "--scale",
            str(world.scale), "--without-file", "calls", *world.options)
        said = run(build / "bench/account_signs", str(case))
        accounts = [json.loads(line) for line in said.splitlines()]
        # In the order of their names: that of the program is no promise.
        accounts.sort(key=lambda one: (one["account"], one["currency"]))
        purposes = purpose_of(json.loads((case / "truth.json").read_text(encoding="utf-8")))
        return Accounts(list(accounts[0]["signs"]),
                        np.array([list(one["signs"].values()) for one in accounts]),
                        [purposes.get(one["account"], "other") for one in accounts],
                        [one["role"] for one in accounts], [one["band"] for one in accounts],
                        np.array([one["score"] for one in accounts]),
                        [one["of_1000"] for one in accounts],
                        sum(purpose == "mule" for purpose in purposes.values()))
    finally:
        shutil.rmtree(folder)


def read_worlds(build: Path, worlds: list[World]) -> list[Accounts]:
    """In the order of `worlds`, some at once."""
    with ThreadPool(WORKERS) as pool:
        return pool.map(lambda world: read_world(build, world), worlds)


def join(worlds: list[Accounts]) -> Accounts:
    first = worlds[0]
    return Accounts(first.names, np.vstack([one.signs for one in worlds]),
                    [x for one in worlds for x in one.truth],
                    [x for one in worlds for x in one.rule_role],
                    [x for one in worlds for x in one.rule_band],
                    np.concatenate([one.rule_score for one in worlds]),
                    [x for one in worlds for x in one.model],
                    sum(one.reachable for one in worlds))


KINDS = ((), ("--evasive",), ("--evidence-share", "0.6"))
SCALES = (0.05, 0.1)


def worlds_of(seeds: range) -> list[World]:
    """Each seed in three kinds, one after another in two sizes: a seed is never split."""
    return [World(seed, SCALES[seed % len(SCALES)], kind) for seed in seeds for kind in KINDS]


# Whole seeds: what is learned from, calibrated on and judged by never share a world.
LEARN, CALIBRATE, JUDGE = range(101, 113), range(201, 207), range(301, 307)
