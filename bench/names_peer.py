#!/usr/bin/env python3
"""nomenklatura's logic-v2 on the pairs that bench/names.cc measures: F1 and pairs a second.

The data is looked for in CUIBONO_DATA, else in ../shared/data. Where it or the peer is not there, the bench says so:
script/setup --bench installs the peer from tools/bench_requirements.txt.
"""

from __future__ import annotations

import csv
import json
import os
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CUIBONO_DATA", ROOT / "../shared/data"))


def f1_at(scored: list[tuple[float, bool]], threshold: float) -> float:
    both = sum(same for score, same in scored if score >= threshold)
    found = sum(score >= threshold for score, _ in scored)
    return 2 * both / (found + sum(same for _, same in scored))


def show(name: str, pairs: list[tuple[str, str, str, bool]]) -> None:
    from followthemoney import EntityProxy, model
    from nomenklatura.matching.logic_v2.model import LogicV2

    def entity(schema: str, name: str) -> EntityProxy:
        return EntityProxy.from_dict({"id": name, "schema": schema, "properties": {"name": [name]}})

    assert model is not None
    config = LogicV2.default_config()
    made = [(entity(schema, a), entity(schema, b), same) for schema, a, b, same in pairs]
    scored: list[tuple[float, bool]] = []
    for _ in range(2):  # the first round fills its caches
        began = time.process_time()
        scored = [(LogicV2.compare(a, b, config).score, same) for a, b, same in made]
        seconds = time.process_time() - began
    best = max(f1_at(scored, threshold) for threshold in {score for score, _ in scored})
    print(json.dumps({"measure": f"logic-v2: {name}", "pairs": len(pairs), "f1_best": round(best, 4),
                      "f1_at_0.7": round(f1_at(scored, 0.7), 4), "pairs_a_second": int(len(pairs) / seconds)}),
          flush=True)


def main() -> None:
    try:
        import nomenklatura  # noqa: F401
    except ImportError:
        print(json.dumps({"measure": "logic-v2", "passed_over": "nomenklatura is not installed"}))
        return
    path = DATA / "er_opensanctions_namebench/name_bench_cases.csv"
    if not path.exists():
        print(json.dumps({"measure": "logic-v2", "passed_over": f"{path.name} is not there"}))
        return
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    show("name_bench, 826 pairs", [(r["schema"], r["name1"], r["name2"], r["is_match"] == "true") for r in rows])


if __name__ == "__main__":
    main()
