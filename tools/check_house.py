#!/usr/bin/env python3
"""Checks the house rules and prints what breaks them as file:line.

    tools/check_house.py               all checks on this checkout
    tools/check_house.py NAME…         these
    tools/check_house.py --list        which there are
    tools/check_house.py --planted     only: does each check find what is planted for it?
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests/house")]

from house import arrows, compiled, words  # noqa: E402,F401  (they register their checks)
from house.tree import REGISTRY, Outcome, Tree  # noqa: E402
from planted import PLANTED  # noqa: E402


@dataclass
class Verdict:
    name: str
    status: str  # passed, failed, skipped
    lines: list[str] = field(default_factory=list)
    seconds: float = 0.0


def judge(name: str, outcome: Outcome, began: float) -> Verdict:
    seconds = time.monotonic() - began
    if outcome.skipped:
        return Verdict(name, "skipped", [outcome.skipped], seconds)
    notes = [f"note: {line}" for line in outcome.notes]
    if outcome.violations:
        return Verdict(name, "failed", outcome.violations + notes, seconds)
    return Verdict(name, "passed", notes, seconds)


def run_checks(names: list[str]) -> list[Verdict]:
    """Runs the checks on this checkout; the exceptions are looked at when all others have run."""
    tree = Tree(ROOT, ROOT / "build/house")
    verdicts = []
    for name in sorted(names, key=lambda n: (n == "allowances", n)):
        tree.all_checked = name == "allowances" and len(names) == len(REGISTRY)
        began = time.monotonic()
        verdicts.append(judge(f"house.{name}", REGISTRY[name][1](tree), began))
    return verdicts


def run_planted(names: list[str]) -> list[Verdict]:
    """Lets each check loose on small trees that break its rule, and on one that keeps it."""
    verdicts = []
    for name in names:
        began = time.monotonic()
        outcome = Outcome()
        trees = PLANTED.get(name, [])
        if not any(case.breaks for case in trees) or all(case.breaks for case in trees):
            outcome.violations.append(
                f"tests/house/planted.py:1: {name} needs a tree that breaks it and one that keeps it")
        for number, case in enumerate(trees, 1):
            with tempfile.TemporaryDirectory() as folder:
                case.plant(Path(folder))
                found = REGISTRY[name][1](Tree(Path(folder)))
                places = sorted({":".join(line.split(":")[:2]) for line in found.violations})
                if found.skipped or places != sorted(case.breaks):
                    outcome.violations.append(
                        f"tests/house/planted.py:1: {name}, tree {number}: expected "
                        f"{sorted(case.breaks)}, found {found.violations or found.skipped or 'none'}")
        verdicts.append(judge(f"house.{name}.planted", outcome, began))
    return verdicts


def show(verdict: Verdict) -> None:
    print(f"  {verdict.status:<8}{verdict.name}  {verdict.seconds:.1f} s", flush=True)
    for line in verdict.lines:
        print(f"    {line}")


def main(words_given: list[str]) -> int:
    unknown = [w for w in words_given if w not in REGISTRY and w not in ("--list", "--planted")]
    if unknown:
        print(f"check_house: '{unknown[0]}' is not a check; --list shows them", file=sys.stderr)
        return 2
    names = [w for w in words_given if w in REGISTRY] or list(REGISTRY)
    if "--list" in words_given:
        for name in names:
            print(f"{name:<20}{REGISTRY[name][0]}")
        return 0
    verdicts = [] if "--planted" in words_given else run_checks(names)
    verdicts += run_planted(names)
    for verdict in verdicts:
        show(verdict)
    return 1 if any(v.status == "failed" for v in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
