#!/usr/bin/env python3
"""Matching by splink on DuckDB, on the data that bench/matching.cc measured: what it takes and how good it is.

Each data set in a process of its own, for its memory. Seconds are those of the processor, for all threads together,
without the import; quality is counted as bench/matching.cc does, missed candidates included. The settings are those
of the peer's own demonstrations (fake_1000, FEBRL 4); for the people, its comparisons for each kind of column and seven
rules for candidates.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
DATA = Path(os.environ.get("CUIBONO_DATA", ROOT / "../shared/data"))


def fake_1000(cl, block_on):
    import pandas as pd

    frame = pd.read_csv(DATA / "er_splink/fake_1000.csv", dtype={"unique_id": str})
    return {
        "frames": [frame], "truth": "cluster", "link_type": "dedupe_only",
        "comparisons": [cl.NameComparison("first_name"), cl.NameComparison("surname"),
                        cl.DateOfBirthComparison("dob", input_is_string=True),
                        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                        cl.EmailComparison("email")],
        "rules": [block_on("first_name", "city"), block_on("surname"), block_on("dob"), block_on("email")],
        "sure": [block_on("first_name", "surname", "dob"), block_on("email")],
        "train": [block_on("first_name", "surname"), block_on("dob")]}


def febrl_4(cl, block_on):
    import pandas as pd

    frames = []
    for part in "ab":
        frame = pd.read_csv(DATA / f"er_splink/febrl/dataset4{part}.csv", dtype=str, skipinitialspace=True)
        frame.columns = [c.strip() for c in frame.columns]
        frame = frame.map(lambda v: v.strip() if isinstance(v, str) else v)
        frame["person"] = frame["rec_id"].str.extract(r"rec-(\d+)-")
        born = frame["date_of_birth"]
        whole = born.str.fullmatch(r"\d{8}").fillna(False)
        frame["date_of_birth"] = (born.str[:4] + "-" + born.str[4:6] + "-" + born.str[6:]).where(whole)
        frames.append(frame.rename(columns={"rec_id": "unique_id"}))
    return {
        "frames": frames, "truth": "person", "link_type": "link_only",
        "comparisons": [cl.NameComparison("given_name"), cl.NameComparison("surname"),
                        cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
                        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                        cl.DamerauLevenshteinAtThresholds("postcode", [2])],
        "rules": [block_on("given_name", "surname"), block_on("soc_sec_id"), block_on("date_of_birth"),
                  block_on("street_number", "postcode"), block_on("surname", "postcode")],
        "sure": [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        "train": [block_on("date_of_birth"), block_on("postcode")]}


def people(cl, block_on):
    import pandas as pd

    frame = pd.read_csv(SCRATCH / "people_1.csv", dtype=str)
    return {
        "frames": [frame], "truth": "person", "link_type": "dedupe_only",
        "comparisons": [cl.NameComparison("given"), cl.NameComparison("family"),
                        cl.DateOfBirthComparison("birth", input_is_string=True),
                        cl.ExactMatch("town").configure(term_frequency_adjustments=True),
                        cl.JaroWinklerAtThresholds("street", [0.9]), cl.LevenshteinAtThresholds("phone", 1),
                        cl.EmailComparison("email"), cl.LevenshteinAtThresholds("number", 1)],
        "rules": [block_on("given", "family"), block_on("family", "birth"), block_on("given", "birth"),
                  block_on("phone"), block_on("email"), block_on("number"), block_on("birth", "town")],
        "sure": [block_on("number"), block_on("given", "family", "birth")],
        "train": [block_on("birth"), block_on("given", "family")]}


SETS = {"fake_1000": fake_1000, "FEBRL 4": febrl_4, "people": people}


def quality(pairs, truth: dict[str, str]) -> dict:
    """Pair F1 at 0.5, at 0.95 and at the best threshold."""
    import numpy as np

    _, counts = np.unique(np.array(list(truth.values())), return_counts=True)
    total = int((counts * (counts - 1) // 2).sum())
    right = (pairs["unique_id_l"].map(truth) == pairs["unique_id_r"].map(truth)).to_numpy()
    score = pairs["match_weight"].to_numpy()
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + total)
    last = np.append(score[order][1:] != score[order][:-1], True)
    out = {"true_pairs": total, "f1_best": round(float(f1[last].max()), 4)}
    for at in (0.5, 0.95):
        taken = pairs["match_probability"].to_numpy() >= at
        out[f"f1_at_{at}"] = round(2 * int(right[taken].sum()) / (int(taken.sum()) + total), 4)
    return out


def measure(name: str) -> None:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    plan = SETS[name](cl, block_on)
    api = DuckDBAPI()
    frames = [api.register(frame) for frame in plan["frames"]]
    linker = Linker(frames if len(frames) > 1 else frames[0], SettingsCreator(
        link_type=plan["link_type"], comparisons=plan["comparisons"],
        blocking_rules_to_generate_predictions=plan["rules"]), log_level=None)
    linker.training.estimate_probability_two_random_records_match(plan["sure"], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in plan["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.001)
    linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=0.5)
    after = resource.getrusage(resource.RUSAGE_SELF)
    line = {"records": sum(len(f) for f in plan["frames"]),
            "processor_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
            "wall_seconds": round(time.monotonic() - began, 2), "peak_mb": after.ru_maxrss // 1024}
    truth: dict[str, str] = {}
    for frame in plan["frames"]:
        truth |= dict(zip(frame["unique_id"], frame[plan["truth"]]))
    print(json.dumps(line | quality(found.as_pandas_dataframe(), truth)))


def main() -> None:
    ours = {line["measure"].removeprefix("matching: "): line
            for line in reversed(json.loads((SCRATCH / "matching.json").read_text()))}
    for name in SETS:
        done = subprocess.run([sys.executable, __file__, name], stdout=subprocess.PIPE, text=True, check=True)
        line = {"measure": f"splink: {name}"} | json.loads(done.stdout.splitlines()[-1])
        our = ours[name]
        line["our_processor_seconds"] = our["processor_seconds"]
        line["times_faster"] = round(line["processor_seconds"] / max(our["processor_seconds"], 1e-3), 1)
        for key in ("f1_at_0.5", "f1_at_0.95", "f1_best"):
            line[f"our_{key}"] = our[key]
        if "peak_mb" in our:
            line["our_memory_share"] = round(our["peak_mb"] / line["peak_mb"], 2)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        main()
