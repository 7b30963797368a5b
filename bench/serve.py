#!/usr/bin/env python3
"""How fast the workbench answers: wrk against `cuibono serve` on the simulated case of scale 1.

    bench/serve.py                      makes, runs and serves the case
    bench/serve.py --case CASE          a case that was run
    bench/serve.py --seconds 1          of each measure; else 2

Each answer is checked before it is timed. Two measures an endpoint:
    first_ms   median of 7 requests that were not asked before (each with another window or page, so that no
               kept answer is met), one after another
    again_ms   median of kept answers, 8 connections, by wrk
The small endpoints are also measured in answers a second.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
SMALL = {"case", "problems", "findings/one", "money"}
ROUNDS = 7


class Server:
    def __init__(self, program: Path, case: Path) -> None:
        self.process = subprocess.Popen([program, "-C", case, "-q", "serve"], text=True,
                                        stdout=subprocess.PIPE)
        assert self.process.stdout
        found = re.match(r"http://127\.0\.0\.1:(\d+)/#token=(\S+)", self.process.stdout.readline())
        assert found, "serve told no address"
        self.port = int(found[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        self.connection.request("POST", "/api/v1/session", json.dumps({"token": found[2]}), {
            "Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"})
        answer = self.connection.getresponse()
        answer.read()
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def get(self, target: str) -> tuple[int, bytes, float]:
        began = time.perf_counter()
        self.connection.request("GET", f"/api/v1/{target}", headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, body, (time.perf_counter() - began) * 1000

    def json(self, target: str) -> Any:
        status, body, _ = self.get(target)
        assert status == 200, (target, status, body[:300])
        return json.loads(body)

    def wrk(self, target: str, seconds: int) -> tuple[float, float]:
        """Answers a second, and the median in ms."""
        said = subprocess.run(
            ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", "-H", f"Cookie: {self.cookie}",
             f"http://127.0.0.1:{self.port}/api/v1/{target}"], capture_output=True, text=True,
            check=True).stdout
        assert "Non-2xx" not in said and "Socket errors" not in said, said
        rate = re.search(r"Requests/sec:\s*([\d.]+)", said)
        median = re.search(r"50%\s*([\d.]+)(us|ms|s)", said)
        assert rate and median, said
        return float(rate[1]), float(median[1]) * {"us": 0.001, "ms": 1, "s": 1000}[median[2]]


@contextmanager
def serving(program: Path, case: Path) -> Iterator[Server]:
    server = Server(program, case)
    try:
        while (state := server.json("case")["network"]) == "loading":
            time.sleep(0.1)
        assert state == "ready", state
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=30)


def endpoints(server: Server) -> dict[str, list[str]]:
    """Name → targets that answer alike, none of which was asked before."""
    graph = server.json("graph?limit=40")
    nodes = [quote(n["id"], safe="") for n in graph["nodes"] if n["kind"] not in ("group", "site")]
    edge = next(e for e in graph["edges"] if e["layer"] != "site" and "group:" not in e["a"] + e["b"])
    a, b = quote(edge["a"], safe=""), quote(edge["b"], safe="")
    finding = server.json("findings?limit=1")["rows"][0]["id"]
    item = server.json("sources")["rows"][0]["item"]
    windows = [f"from=2020-01-{day:02d}" for day in range(1, ROUNDS + 2)]
    limits = range(100, 100 + ROUNDS + 1)
    return {
        "case": ["case"] * (ROUNDS + 1), "problems": ["problems"] * (ROUNDS + 1),
        "overview": [f"overview?revision={graph['revision']}" + "&" * n for n in range(ROUNDS + 1)],
        "findings": [f"findings?limit={n}" for n in limits],
        "findings, searched": [f"findings?q=a&limit={n}" for n in limits],
        "findings/one": [f"findings/{finding}"] * (ROUNDS + 1),
        "claims, searched": [f"claims?q=call&limit={n}" for n in limits],
        "leads": [f"leads?limit={n}" for n in limits],
        "search": [f"search?q=99&limit={n}" for n in limits],
        "actors": [f"actors?limit={n}" for n in limits],
        "sites": [f"sites?limit={n}" for n in limits],
        "graph": [f"graph?{w}" for w in windows],
        "graph/neighbours": [f"graph/neighbours?of={nodes[0]}&{w}" for w in windows],
        "graph/edge": [f"graph/edge?a={a}&b={b}&{w}" for w in windows],
        "graph/path": [f"graph/path?a={nodes[0]}&b={nodes[-1]}&{w}" for w in windows],
        "nodes": [f"nodes/{nodes[0]}?{w}" for w in windows],
        "money": ["money"] * (ROUNDS + 1), "money/flows": ["money/flows"] * (ROUNDS + 1),
        "money/places": [f"money/places?limit={n}" for n in limits],
        "money/traces": [f"money/traces?limit={n}" for n in limits],
        "money/accounts": [f"money/accounts?limit={n}" for n in limits],
        "timeline": [f"timeline?bins={n}" for n in limits],
        "sources": [f"sources?limit={n}" for n in limits],
        "sources/rows": [f"sources/{item}/rows?offset={n}" for n in range(ROUNDS + 1)],
        "records": [f"records/{item}/{n}" for n in range(2, ROUNDS + 3)],
    }


def measure(server: Server, seconds: int) -> list[dict[str, Any]]:
    measures = []
    for name, targets in endpoints(server).items():
        status, body, _ = server.get(targets[0])  # checked, and warm
        assert status == 200 and json.loads(body) is not None, (name, status)
        first = statistics.median(server.get(target)[2] for target in targets[1:])
        found: dict[str, Any] = {"endpoint": name, "bytes": len(body), "first_ms": round(first, 2)}
        if not name.startswith(("records", "sources/rows")):  # each of these writes to the audit
            rate, median = server.wrk(targets[0], seconds)
            found |= {"again_ms": round(median, 3), "answers_per_s": round(rate)}
        measures.append(found)
    return measures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--case", type=Path)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--program", type=Path, default=Path(
        os.environ.get("CUIBONO_BENCH_BUILD", ROOT / "build/release")) / "cuibono")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is missing: script/setup --bench", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        case = options.case
        if case is None:
            case = Path(scratch) / "case"
            for words in (["simulate", case, "--scale", "1"], ["-C", case, "run"]):
                subprocess.run([options.program, "-q", *words], check=True, stdout=subprocess.DEVNULL)
        with serving(options.program, case) as server:
            measures = measure(server, options.seconds)
    print(f"{'endpoint':<20}{'bytes':>10}{'first ms':>10}{'again ms':>10}{'answers/s':>11}")
    for one in measures:
        print(f"{one['endpoint']:<20}{one['bytes']:>10}{one['first_ms']:>10}"
              f"{one.get('again_ms', ''):>10}{one.get('answers_per_s', ''):>11}")
    slow = [m["endpoint"] for m in measures if max(m["first_ms"], m.get("again_ms", 0)) >= 100]
    few = [m["endpoint"] for m in measures if m["endpoint"] in SMALL and m["answers_per_s"] < 20_000]
    print("over 100 ms: " + (", ".join(slow) or "none")
          + "; small and under 20 000 a second: " + (", ".join(few) or "none"))
    for one in measures:
        print(json.dumps(one))
    return 0


if __name__ == "__main__":
    sys.exit(main())
