#!/usr/bin/env python3
"""Scores the engine on simulated cases whose truth is known, beside plain baselines.

    bench/scorecard.py                              ten seeds at scale 0.1, plain and evasive
    bench/scorecard.py --seeds 3 --worlds evasive   three seeds of one kind
    bench/scorecard.py --json >scores.jsonl         a line of JSON a case and method, no table

script/bench takes the lines of JSON over all seeds, one a world and method.
Each case is simulated, run and verified by the program in the release build (--program PATH for
another), then scored here from out/ against truth.json. The baselines rank the numbers by what the
two call files show alone, read from the files as received: they know nothing of reports or money.

Average precision: the precision at each score, weighted by the recall that this score adds; numbers
that are not ranked are never found. Successions are ordered pairs of numbers.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORLDS = {"plain": [], "evasive": ["--evasive"]}
CALLS_LEAST = 20  # numbers with fewer calls than this have no ratio worth a rank
SUCCESSIONS = ("number_succession", "sim_succession", "handset_succession")


# ------------------------------------------------------------------------------------------- scores
def average_precision(scores: dict[str, float], right: set[str]) -> float | None:
    """Sum over the scores, highest first, of precision × recall added; equal scores count at once."""
    by_score: dict[float, list[str]] = defaultdict(list)
    for name, score in scores.items():
        by_score[score].append(name)
    found = seen = 0
    total = 0.0
    for score in sorted(by_score, reverse=True):
        hits = sum(name in right for name in by_score[score])
        seen += len(by_score[score])
        found += hits
        total += hits * found / seen
    return total / len(right) if right else None


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def pairs_one_to_one(said: list[set[str]], real: list[set[str]]) -> int:
    """How many of the real sets have a partner of Jaccard >= 0.5, each partner used once."""
    best = sorted(((jaccard(s, r), i, k) for i, s in enumerate(said) for k, r in enumerate(real)),
                  key=lambda one: (-one[0], one[1], one[2]))
    used_said: set[int] = set()
    used_real: set[int] = set()
    for likeness, i, k in best:
        if likeness >= 0.5 and i not in used_said and k not in used_real:
            used_said.add(i)
            used_real.add(k)
    return len(used_real)


# ---------------------------------------------------------------------------------------- baselines
@dataclass
class Traffic:
    """What one number did, as the call records of one operator show it."""

    calls: int = 0
    answered: int = 0
    seconds: int = 0
    callees: set[str] = field(default_factory=set)


def seconds_of(text: str) -> int:
    parts = [int(part) for part in text.split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    return total


def rows_of(path: Path, encoding: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.reader(file, delimiter=";")


def calls_of(path: Path) -> Iterator[tuple[str, str, int]]:
    """Caller, callee, seconds. A row that cannot be read is left out, as a baseline would."""
    nordfunk = "nordfunk" in path.name
    first, duration = (1, 5) if nordfunk else (0, 3)
    for row in rows_of(path, "windows-1252" if nordfunk else "windows-1251"):
        if len(row) <= duration:
            continue
        caller, callee = (row[first + i].removeprefix("00") for i in (0, 1))
        if caller.isdigit() and callee.isdigit() and row[duration][:1].isdigit():
            yield f"tel:+{caller}", f"tel:+{callee}", seconds_of(row[duration])


def read_traffic(case: Path) -> dict[str, Traffic]:
    """By number. A call that both operators wrote down counts once: the fuller file speaks."""
    fullest: dict[str, Traffic] = {}
    for path in sorted(case.glob("evidence/*")):
        if "nordfunk" not in path.name and "lanmobile" not in path.name:
            continue
        here: dict[str, Traffic] = defaultdict(Traffic)
        for caller, callee, seconds in calls_of(path):
            one = here[caller]
            one.calls += 1
            one.answered += seconds > 0
            one.seconds += seconds
            one.callees.add(callee)
        for number, one in here.items():
            if number not in fullest or one.calls > fullest[number].calls:
                fullest[number] = one
    return fullest


def rank_by_isolation(traffic: dict[str, Traffic]) -> dict[str, float] | str:
    """Scores of an isolation forest, or why there are none."""
    try:
        from sklearn.ensemble import IsolationForest
    except ImportError:
        return "scikit-learn is not installed (tools/bench_requirements.txt)"
    numbers = sorted(n for n, one in traffic.items() if one.calls > 0)
    table = [[one.calls, len(one.callees), len(one.callees) / one.calls,
              one.answered / one.calls, one.seconds / max(one.answered, 1)]
             for one in (traffic[n] for n in numbers)]
    forest = IsolationForest(n_estimators=200, random_state=0).fit(table)
    return dict(zip(numbers, (-forest.score_samples(table)).tolist(), strict=True))


def baselines(case: Path) -> dict[str, dict[str, float] | str]:
    traffic = read_traffic(case)
    return {
        "out-degree": {n: float(len(one.callees)) for n, one in traffic.items()},
        "unique-callee ratio": {n: len(one.callees) / one.calls if one.calls >= CALLS_LEAST else 0.0
                                for n, one in traffic.items()},
        "isolation forest": rank_by_isolation(traffic),
    }


# ------------------------------------------------------------------------------------------- engine
def score_successions(case: Path, truth: dict) -> dict:
    real = {(one["from"], one["to"]) for one in truth["successions"]}
    said: dict[str, set[tuple[str, str]]] = {kind: set() for kind in SUCCESSIONS}
    other = 0
    with (case / "out/findings.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            finding = json.loads(line)
            if finding["kind"] not in said:
                continue
            ends = [s for s in finding["key"].split("|")[1].split(",") if s.startswith("tel:")]
            if len(ends) != 2 or finding["subject"] not in ends:
                other += 1  # of cards or handsets alone: the truth names numbers
                continue
            to = ends[1] if ends[0] == finding["subject"] else ends[0]
            said[finding["kind"]].add((finding["subject"], to))
    every = set().union(*said.values())
    return {
        "successions_said": len(every), "successions_right": len(every & real),
        "successions_true": len(real), "successions_without_numbers": other,
        "successions_by_kind": {kind: [len(pairs & real), len(pairs)]
                                for kind, pairs in said.items()},
    }


def score_legs(case: Path, truth: dict) -> dict:
    """Payments that two banks wrote down and that are one event, against those that there are. Whether the
    right rows were put together is measured in src/evidence/legs_test.cc, where each row's event is known."""
    intake = json.loads((case / "out/intake.json").read_text(encoding="utf-8"))
    found = sum(legs["count"] for legs in intake["legs"] if legs["of"] == "transfers")
    return {"legs_found": found, "legs_true": truth["leg_pairs"]}


def score_engine(case: Path, truth: dict) -> dict:
    organisation = json.loads((case / "out/organisation.json").read_text(encoding="utf-8"))
    scores: dict[str, float] = {}
    named: set[str] = set()
    for actor in organisation["actors"]:
        for selector in actor["selectors"]:
            if not selector.startswith("tel:"):
                continue
            if actor["score"] is not None:
                scores[selector] = max(scores.get(selector, 0.0), actor["score"])
            if actor["band"] != "set_aside":
                named.add(selector)
    desks = set(truth["desk_numbers"])
    honest = {number for centre in truth["honest_centres"] for number in centre["numbers"]}
    sites = [set(site["numbers"]) for site in organisation["sites"]]
    size = organisation["size"]["staff"]
    staff = sum(site["staff"] for site in truth["sites"])
    measure = {
        "average_precision": average_precision(scores, desks),
        "named": len(named), "named_right": len(named & desks), "desk_numbers": len(desks),
        "precision": share(len(named & desks), len(named)),
        "recall": share(len(named & desks), len(desks)),
        "sites_found": pairs_one_to_one(sites, [set(s["numbers"]) for s in truth["sites"]]),
        "sites_said": len(sites), "sites_true": len(truth["sites"]),
        "honest_named": len(named & honest),
        "staff_true": staff, "desk_staff_true": sum(site["desk_staff"] for site in truth["sites"]),
        "staff_low": size["low"], "staff_high": size["high"],
        "staff_covered": None, "staff_high_to_low": None,
    }
    if size["low"] is not None and size["high"] is not None:
        measure["staff_covered"] = size["low"] <= staff <= size["high"]
        measure["staff_high_to_low"] = share(size["high"], size["low"])
    return {**measure, **score_legs(case, truth), **score_successions(case, truth)}


# -------------------------------------------------------------------------------------------- cases
class Failed(Exception):
    """A step of a case did not do what it should."""


def run_program(program: Path, *words: str) -> str:
    done = subprocess.run([str(program), *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{program.name} {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def check_against_verify(said: str, engine: dict) -> None:
    """verify --truth counts the named numbers as well: two counts that differ are no score."""
    expected = f"({engine['named_right']} of {engine['named']})"
    lines = [line for line in said.splitlines() if "desk numbers" in line]
    if len(lines) != 1 or (engine["named"] and expected not in lines[0]):
        raise Failed(f"verify --truth does not say {expected}: {' '.join(lines) or 'nothing'}")


def score_case(program: Path, case: Path, seed: int, scale: float, world: str) -> list[dict]:
    common = {"what": "scorecard", "world": world, "seed": seed, "scale": scale}
    began = time.monotonic()
    run_program(program, "simulate", str(case), "--seed", str(seed), "--scale", str(scale), "-q",
                *WORLDS[world])
    simulated = time.monotonic()
    run_program(program, "-C", str(case), "run", "-q")
    ran = time.monotonic()
    said = run_program(program, "-C", str(case), "verify", "--truth", "--format", "jsonl")
    truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    engine = score_engine(case, truth)
    check_against_verify(said, engine)
    measures = [{**common, "method": "cuibono", **engine,
                 "simulate_seconds": round(simulated - began, 2),
                 "run_seconds": round(ran - simulated, 2)}]
    desks = set(truth["desk_numbers"])
    for method, scores in baselines(case).items():
        if isinstance(scores, str):
            measures.append({**common, "method": method, "average_precision": None,
                             "skipped": scores})
            continue
        measures.append({**common, "method": method,
                         "average_precision": average_precision(scores, desks)})
    return measures


# -------------------------------------------------------------------------------------------- table
def decimals(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def staff_text(measure: dict) -> str:
    if measure["staff_low"] is None or measure["staff_high"] is None:
        return f"not estimated (true {measure['staff_true']})"
    covered = "covers" if measure["staff_covered"] else "misses"
    ratio = decimals(measure["staff_high_to_low"])
    return (f"{measure['staff_low']}-{measure['staff_high']} {covered} {measure['staff_true']}, "
            f"high/low {ratio}")


def succession_text(measure: dict) -> str:
    said, right, true = (measure[f"successions_{k}"] for k in ("said", "right", "true"))
    if said == 0:
        return f"none said (true {true})"
    return f"precision {decimals(share(right, said))}, recall {decimals(share(right, true))}"


def legs_text(measure: dict) -> str:
    return f"{measure['legs_found']} of {measure['legs_true']}"


def row_of(measures: list[dict]) -> list[str]:
    engine = measures[0]
    found, said = engine["sites_found"], engine["sites_said"]
    return [engine["world"], str(engine["seed"]), decimals(engine["average_precision"]),
            *(decimals(m["average_precision"]) for m in measures[1:]),
            decimals(engine["precision"]), decimals(engine["recall"]),
            f"{found} of {engine['sites_true']}, said {said}", str(engine["honest_named"]),
            staff_text(engine), succession_text(engine), legs_text(engine),
            f"{engine['run_seconds']:.1f} s"]


def mean_of(cases: list[list[dict]], method: int, key: str) -> float | None:
    values = [m[method][key] for m in cases if m[method][key] is not None]
    return sum(values) / len(values) if values else None


def summarise(cases: list[list[dict]]) -> list[dict]:
    """A measure a method over all cases of a world: means of shares, sums of counts."""
    summary = []
    for i, first in enumerate(cases[0]):
        one = {"what": "scorecard of all seeds", "world": first["world"], "scale": first["scale"],
               "method": first["method"], "cases": len(cases),
               "average_precision": mean_of(cases, i, "average_precision")}
        if "skipped" in first:
            one["skipped"] = first["skipped"]
        summary.append(one)
    engines = [measures[0] for measures in cases]
    engine = summary[0]
    for key in ("precision", "recall", "staff_high_to_low", "run_seconds"):
        engine[key] = mean_of(cases, 0, key)
    for key in ("sites_found", "sites_true", "sites_said", "honest_named", "successions_said",
                "successions_right", "successions_true", "legs_found", "legs_true"):
        engine[key] = sum(one[key] for one in engines)
    ranges = [one["staff_covered"] for one in engines if one["staff_covered"] is not None]
    engine["staff_ranges"], engine["staff_ranges_that_cover"] = len(ranges), sum(ranges)
    return summary


def mean_row(summary: list[dict]) -> list[str]:
    engine = summary[0]
    staff = "not estimated"
    if engine["staff_ranges"]:
        staff = (f"{engine['staff_ranges_that_cover']} of {engine['staff_ranges']} cover, "
                 f"high/low {decimals(engine['staff_high_to_low'])}")
    return [engine["world"], "all", *(decimals(m["average_precision"]) for m in summary),
            decimals(engine["precision"]), decimals(engine["recall"]),
            f"{engine['sites_found']} of {engine['sites_true']}, said {engine['sites_said']}",
            str(engine["honest_named"]), staff, succession_text(engine), legs_text(engine),
            f"{engine['run_seconds']:.1f} s"]


def print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seeds", type=int, default=10, help="how many, from 1 (default 10)")
    parser.add_argument("--scale", type=float, default=0.1, help="of the cases (default 0.1)")
    parser.add_argument("--worlds", nargs="+", choices=list(WORLDS), default=list(WORLDS))
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/cuibono")
    parser.add_argument("--json", action="store_true", help="lines of JSON instead of the table")
    asked = parser.parse_args()
    if asked.seeds < 1 or not asked.program.exists():
        print("error: at least one seed" if asked.seeds < 1 else f"error: no {asked.program}\n"
              "hint:  build it (cmake --build --preset release), or give --program", file=sys.stderr)
        return 2
    scratch = os.environ.get("CUIBONO_BENCH_SCRATCH")  # of script/bench
    header = ["world", "seed", "AP", "AP out-degree", "AP ratio", "AP forest", "precision",
              "recall", "sites", "honest", "staff", "successions", "legs", "run"]
    rows = [header]
    skipped: set[str] = set()
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        for world in asked.worlds:
            cases = []
            for seed in range(1, asked.seeds + 1):
                case = Path(folder) / f"{world}-{seed}"
                try:
                    measures = score_case(asked.program.resolve(), case, seed, asked.scale, world)
                except Failed as failed:
                    print(f"error: {failed}", file=sys.stderr)
                    return 1
                shutil.rmtree(case)
                cases.append(measures)
                rows.append(row_of(measures))
                skipped |= {f"{m['method']}: {m['skipped']}" for m in measures if "skipped" in m}
                if asked.json:
                    for measure in measures:
                        print(json.dumps(measure, ensure_ascii=False), flush=True)
            summary = summarise(cases)
            rows.append(mean_row(summary))
            if asked.json or scratch:
                for measure in summary:
                    print(json.dumps(measure, ensure_ascii=False), flush=True)
    if not asked.json:
        print_table(rows)
        for reason in sorted(skipped):
            print(f"skipped: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
