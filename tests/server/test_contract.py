"""src/server/openapi.yaml, held true by what a served case answers: each path is answered as it says, and
what is answered is in it."""

from __future__ import annotations

import functools
import re
import unittest
from typing import Any, Iterator
from urllib.parse import quote, urlencode

import cases
import workbench
from workbench import Answer

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = yaml = None

# Parameters that are taken only beside another one.
BESIDE = {("/money/steps", "from"): "account", ("/money/steps", "to"): "account"}


@functools.cache
def contract() -> dict[str, Any]:
    return yaml.safe_load((cases.ROOT / "src/server/openapi.yaml").read_text(encoding="utf-8"))


def resolved(thing: dict[str, Any]) -> dict[str, Any]:
    """What a $ref into components leads to."""
    if "$ref" not in thing:
        return thing
    found: Any = contract()
    for step in thing["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


@functools.cache
def validator(schema_text: str) -> Any:
    schema = yaml.safe_load(schema_text) | {"components": contract()["components"]}
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def faults(answer: Any, schema: dict[str, Any]) -> list[str]:
    found = validator(yaml.safe_dump(schema)).iter_errors(answer)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in found][:5]


@functools.cache
def samples() -> dict[str, list[str]]:
    """Real ids and selectors of the case, by name of path parameter or of query parameter."""
    get = workbench.shared().get
    rows = lambda target: get(f"/api/v1/{target}").json["rows"]  # noqa: E731
    graph = get("/api/v1/graph?limit=60").json
    edges = {edge["layer"]: edge for edge in graph["edges"] if not edge["a"].startswith("group:")
             and not edge["b"].startswith("group:")}
    edge = edges.get("payment") or next(iter(edges.values()))
    findings, leads = rows("findings?limit=500"), rows("leads")
    victims = [f["subject"] for f in findings if f["subject"].startswith("V-")]
    traces = rows("money/traces")
    nodes = [n["id"] for n in graph["nodes"] if n["kind"] != "group"]
    found = {
        "findings": [f["id"] for f in findings], "leads": [x["id"] for x in leads],
        "claims": [c["id"] for c in rows("claims?limit=20")],
        "sentences": [s["id"] for s in rows("sentences?limit=500")],
        "actors": [a["id"] for a in rows("actors?limit=60")], "sites": [s["id"] for s in rows("sites")],
        "item": [s["item"] for s in rows("sources")], "row": ["1", "2", "3", "17"],
        "selector": [*nodes, *victims[:3]],
        "q": ["a"], "words": ["999"], "offset": ["0", "2"], "limit": ["1", "3"],
        "kind": [findings[0]["kind"]], "subject": [findings[-1]["subject"]], "band": ["strong"],
        "set_aside": ["0", "1"], "section": ["summary"], "role": ["mule"], "seed": nodes[:2],
        "layers": ["call,payment", "shared"], "from": ["2025-01-01"], "to": ["2030-01-01T00:00:00Z"],
        "of": [edge["a"]], "by": ["amount", "events", "time"], "have": [edge["b"]], "a": [edge["a"]],
        "b": [edge["b"]], "layer": [edge["layer"]], "hop": ["1"], "from_role": ["victims"],
        "to_role": ["collector"], "bins": ["7"], "around": ["5"], "find": ["999"],
        "field": ["amount,time"], "follow_time": ["0", "1"], "avoid_hubs": ["0", "1"],
        "max_gap_hours": ["72"], "min_amount_minor": ["1"], "reason": ["service"],
        "revision": [graph["revision"]], "finding": [next(
            f["id"] for f in findings if f["subject"] in nodes)],
        "lead": [x["id"] for x in leads if x["subject"] in nodes][:1] or ["L1"],
    }
    found["site"] = found["sites"][:1]
    found["currency"] = [get("/api/v1/money").json["currencies"][0]["currency"]]
    found["account"] = [rows("money/accounts")[0]["account"]]
    found["place"], found["victim"] = [traces[0]["place"]], [traces[0]["victim"]]
    return found


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in contract()["paths"].items():
        if "get" in methods:
            yield path, methods["get"]


def parameters(operation: dict[str, Any], place: str) -> list[dict[str, Any]]:
    return [p for p in map(resolved, operation.get("parameters", [])) if p["in"] == place]


def targets(path: str) -> list[str]:
    """The path with real ids in it, some of each kind."""
    if "{" not in path:
        return [path]
    many = 40
    names = re.findall(r"\{(\w+)\}", path)
    if names == ["item", "row"]:
        return [path.format(item=i, row=r) for i in samples()["item"] for r in samples()["row"]]
    known = samples()[path.split("/")[1] if names == ["id"] else names[0]]
    step = max(1, len(known) // many)
    return [path.replace("{" + names[0] + "}", quote(one, safe="")) for one in known[::step]]


def wanted(operation: dict[str, Any]) -> dict[str, str]:
    """The query parameters without which it is not answered."""
    return {p["name"]: samples()[p["name"] if p["name"] != "q" else "words"][0]
            for p in parameters(operation, "query") if p["required"]}


def target_of(target: str, query: dict[str, str]) -> str:
    return f"/api/v1{target}" + (f"?{urlencode(query)}" if query else "")


@unittest.skipIf(jsonschema is None, "python3-jsonschema or python3-yaml is missing: script/setup --test")
class Contract(unittest.TestCase):
    maxDiff = 4000

    def setUp(self) -> None:
        self.bench = workbench.shared()

    def check(self, operation: dict[str, Any], answer: Answer, said: str) -> None:
        responses = operation["responses"]
        self.assertIn(str(answer.status), responses, said)
        response = resolved(responses[str(answer.status)])
        content = response.get("content", {})
        kind = answer.headers.get("content-type", "").split(";")[0]
        if answer.status in (204, 304):
            self.assertEqual((answer.body, content), (b"", {}), said)
            return
        self.assertIn(kind, content, said)
        if kind.endswith("json"):
            self.assertEqual(faults(answer.json, content[kind]["schema"]), [], said)

    def test_the_document_is_whole(self) -> None:
        names = set(contract()["components"]["schemas"])
        text = yaml.safe_dump(contract())
        used = set(re.findall(r"#/components/schemas/(\w+)", text))
        self.assertEqual(names, used)
        for part in ("parameters", "responses", "headers"):
            used = set(re.findall(rf"#/components/{part}/(\w+)", text))
            self.assertEqual(set(contract()["components"][part]), used)
        ids = [o["operationId"] for methods in contract()["paths"].values() for o in methods.values()]
        self.assertEqual(len(ids), len(set(ids)))
        for schema in contract()["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        served = self.bench.get("/api/v1/openapi.yaml")
        self.assertEqual(served.body, (cases.ROOT / "src/server/openapi.yaml").read_bytes())

    def test_a_fault_would_be_found(self) -> None:
        case = self.bench.get("/api/v1/case").json
        graph = self.bench.get("/api/v1/graph?limit=10").json
        right = {"Case": case, "Graph": graph}
        for name, answer in right.items():
            self.assertEqual(faults(answer, {"$ref": f"#/components/schemas/{name}"}), [])
        counts = {k: v for k, v in case["counts"].items() if k != "rows"}
        node = graph["nodes"][0]
        wrong = [("Case", case | {"more": 1}), ("Case", case | {"title": 7}),
                 ("Case", case | {"counts": counts}), ("Case", case | {"network": "slow"}),
                 ("Graph", graph | {"nodes": [node | {"x": 1001}]}),
                 ("Graph", graph | {"nodes": [node | {"money": {"in": 5}}]})]
        for name, answer in wrong:
            self.assertNotEqual(faults(answer, {"$ref": f"#/components/schemas/{name}"}), [])

    def test_each_path_is_answered_as_it_says(self) -> None:
        for path, operation in operations():
            if path == "/events":
                continue  # it does not end; Life looks at it
            self.assertTrue(targets(path), path)
            good = 0
            for target in targets(path):
                asked = target_of(target, wanted(operation))
                answer = self.bench.get(asked)
                self.check(operation, answer, asked)
                good += answer.status == 200
                tagged = "headers" in resolved(operation["responses"]["200"])
                if answer.status == 200:
                    self.assertEqual("etag" in answer.headers, tagged, asked)
                if answer.status == 200 and tagged:
                    again = self.bench.get(asked, If_None_Match=answer.headers["etag"])
                    self.assertEqual(again.status, 304, asked)
                    self.check(operation, again, asked)
            self.assertGreater(good, 0, path)

    def test_each_parameter_is_taken_and_no_other(self) -> None:
        for path, operation in operations():
            if path == "/events":
                continue
            target = next(t for t in targets(path)
                          if self.bench.get(target_of(t, wanted(operation))).status == 200)
            for parameter in parameters(operation, "query"):
                beside = BESIDE.get((path, parameter["name"]))
                others = wanted(operation) | ({beside: samples()[beside][0]} if beside else {})
                for text in samples()[parameter["name"]]:
                    asked = target_of(target, others | {parameter["name"]: text})
                    answer = self.bench.get(asked)
                    self.assertIn(answer.status, (200, 404), f"{asked} {answer.body[:300]!r}")
                    self.check(operation, answer, asked)
            asked = target_of(target, wanted(operation) | {"unheard_of": "1"})
            self.assertEqual(self.bench.get(asked).problem(), "bad_request", asked)
            self.check(operation, self.bench.get(asked), asked)
            if any(p["name"] == "revision" for p in parameters(operation, "query")):
                asked = target_of(target, wanted(operation) | {"revision": "0" * 16})
                self.assertEqual(self.bench.get(asked).problem(), "stale", asked)

    def test_texts_that_cannot_be_read_are_refused(self) -> None:
        for target in ("findings?limit=501", "findings?limit=-1", "findings?offset=x",
                       "findings?set_aside=2", "graph?layers=love", "graph?from=tomorrow",
                       "graph/neighbours?of=x&by=beauty", "timeline?from=2025-02-30",
                       "graph/path?a=x&b=y&follow_time=maybe", "sources/E0001/rows?around=x"):
            answer = self.bench.get(f"/api/v1/{target}")
            self.assertEqual((answer.status, answer.problem()), (400, "bad_request"), target)
            self.assertEqual(faults(answer.json, {"$ref": "#/components/schemas/Problem"}), [])

    def test_what_is_answered_is_in_it(self) -> None:
        """Each first word of a path that the code compares with is a path of the document, each parameter
        that it knows is one of a parameter."""
        said = "".join(path.read_text() for path in (cases.ROOT / "src/investigation").glob("view*.cc"))
        router = (cases.ROOT / "src/server/router.cc").read_text()
        words = set(re.findall(r'path\[0\] == "(\w+)"', said))
        words |= set(re.findall(r'is_api\([^,()]+(?:\(\))?, "([\w.]+)"\)', router))
        self.assertGreater(len(words), 12)
        self.assertEqual(words, {path.split("/")[1] for path in contract()["paths"]})
        known = set()
        for names in re.findall(r"query\.know\(\{([^}]*)\}\)", said):
            known |= set(re.findall(r'"(\w+)"', names))
        listed = {p["name"] for _, o in operations() for p in parameters(o, "query")}
        self.assertEqual(known - listed, set())

    def test_what_is_not_in_it_is_not_answered(self) -> None:
        listed = {p.split("{")[0].strip("/") for p in contract()["paths"]}
        deeper = {f"{one}/{more}" for one in listed for more in ("x", "x/y", "..x", "1/2/3")}
        for target in sorted(deeper | {"", "evidence", "judgements", "audit", "views", "brief"}):
            answer = self.bench.get(f"/api/v1/{target}")
            self.assertEqual(answer.status, 404, target)
            answer.problem()

    def test_head_is_get_without_content(self) -> None:
        for path in ("/overview", "/problems", "/openapi.yaml"):
            get, head = (self.bench.ask(m, f"/api/v1{path}") for m in ("GET", "HEAD"))
            self.assertEqual(head.body, b"")
            self.assertEqual(head.headers, get.headers)


if __name__ == "__main__":
    unittest.main()
