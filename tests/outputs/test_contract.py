"""What `run` writes, against schemas/ and against itself: other programs read these files."""

from __future__ import annotations

import copy
import functools
import hashlib
import itertools
import json
import unittest
from pathlib import Path
from typing import Any, Iterator

import cases

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMAS = cases.ROOT / "schemas"
FILES = ["intake.json", "entities.jsonl", "organisation.json", "money.json", "findings.jsonl",
         "claims.jsonl", "review.jsonl", "mentions.jsonl", "leads.jsonl", "days.jsonl", "disclosure.jsonl",
         "brief.json", "manifest.json", "metrics.json", "run.json"]
TEXT_FILES = ("review.jsonl", "mentions.jsonl")


def worlds() -> Iterator[tuple[str, Path]]:
    yield "simulated", cases.simulated()
    yield "only calls", cases.only("calls")
    yield "only transfers", cases.only("transfers")
    yield "omit", cases.with_victims("omit")
    yield "documents", cases.documents()
    yield "named", cases.named()


@functools.lru_cache(maxsize=None)
def validator_of(name: str) -> Any:
    store = {}
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        store[schema["$id"]] = schema
    schema = store[name.split(".")[0] + ".schema.json"]
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=store)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


def faults(name: str, documents: list[Any], most: int = 5) -> list[str]:
    """What the schema of a file says against its documents, the first few."""
    found = (f"{name}: {list(error.absolute_path)}: {error.message[:300]}"
             for document in documents for error in validator_of(name).iter_errors(document))
    return list(itertools.islice(found, most))


def shortened(value: Any) -> Any:
    """The same document with the first entries of its long lists, so that many faults can be planted."""
    if isinstance(value, dict):
        return {key: shortened(inner) for key, inner in value.items()}
    return [shortened(inner) for inner in value[:6]] if isinstance(value, list) else value


def documents(case: Path, name: str) -> list[Any]:
    return cases.lines_of(case, name) if name.endswith(".jsonl") else [cases.json_of(case, name)]


@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed (script/setup --test)")
class Schemas(unittest.TestCase):
    def test_every_file_of_every_case_fits_its_schema(self) -> None:
        for what, case in worlds():
            for name in FILES:
                with self.subTest(case=what, file=name):
                    self.assertEqual(faults(name, documents(case, name)), [])

    def test_replays_fit_their_schema(self) -> None:
        case = cases.replayed()
        for family in ("bootstrap", "without-source", "as-of", "handling", "identity"):
            lines = cases.lines_of(case, f"replay/{family}.jsonl")
            self.assertEqual(faults("replay.jsonl", lines), [])
            self.assertEqual({line["family"] for line in lines}, {family})
        for name in ("findings.jsonl", "organisation.json", "run.json", "manifest.json"):
            self.assertEqual(faults(name, documents(case, name)), [])
        kept = [f["resamples"]["kept"] for f in cases.lines_of(case, "findings.jsonl") if f["resamples"]]
        self.assertGreater(len(kept), 50)
        self.assertLessEqual(max(kept), 3)

    def test_traces_fit_their_schema(self) -> None:
        case = cases.traced()
        for name, back in (("T1", False), ("T2", True)):
            trace = json.loads((case / "traces" / name / "trace.json").read_text())
            self.assertEqual(faults("trace.json", [trace]), [])
            self.assertEqual(trace["direction"], "back" if back else "forward")
            for ledger in trace["ledgers"]:
                moved = [int(ledger[f"{what}_minor"]) for what in ("converted_in", "interest", "converted_out")]
                for rule in trace["rules"] if not any(moved) else ["fifo"]:
                    amounts = [int(place[f"{rule}_minor"]) for place in ledger["places"]]
                    whole = int(ledger["followed_minor"]) - int(ledger["displaced"].get(f"{rule}_minor") or 0)
                    whole += moved[0] + moved[1] - moved[2]
                    self.assertEqual(sum(amounts), whole, (name, rule))
            steps = (case / "traces" / name / "steps.jsonl").read_text().splitlines()
            self.assertTrue(steps)
            for line in map(json.loads, steps[:200]):
                self.assertEqual(line["trace"], name)
                self.assertTrue(line["records"])

    def test_documents_say_what_their_speakers_say(self) -> None:
        case = cases.documents()
        claims = cases.lines_of(case, "claims.jsonl")
        self.assertLessEqual({"alleged", "stated", "denied", "found"}, {claim["force"] for claim in claims})
        self.assertTrue(cases.lines_of(case, "review.jsonl"))
        summary = " ".join(sentence["text"] for section in cases.json_of(case, "brief.json")["sections"]
                           for sentence in section["sentences"] if section["id"] == "summary")
        for words in ("around 500 staff", "tens of millions of dollars", "denied on Tuesday", "guilty of fraud"):
            self.assertIn(words, summary)
        cases.call("-C", str(case), "brief", "--check")

    def test_documents_name_somebody_who_may_be_in_the_records(self) -> None:
        case = cases.named()
        mentions = {line["text"]: line for line in cases.lines_of(case, "mentions.jsonl")}
        self.assertEqual(mentions["Egor Tarasenko"]["grade"], "exact")
        self.assertEqual(mentions["Егора Тарасенко"]["grade"], "other_script")
        entities = {line["id"]: line for line in cases.lines_of(case, "entities.jsonl")}
        for mention in mentions.values():
            for one in mention["candidates"]:
                self.assertTrue(one["entity"] in entities or one["entity"].startswith("V-") or one["platform"])
        linked = [claim for claim in cases.lines_of(case, "claims.jsonl") if claim["may_name"]]
        self.assertTrue(linked)
        self.assertIn({"part": "subject", "mention": mentions["Egor Tarasenko"]["id"]},
                      [link for claim in linked for link in claim["may_name"]])
        # The victim, however she is spelled, is nowhere in the clear.
        self.assertIn("[name withheld]", mentions)
        for name, text in cases.texts_of(case).items():
            for spelled in ("Ozola", "Озол"):
                self.assertNotIn(spelled, text, name)
        told = cases.call("-C", str(case), "show", "E0001").stdout.decode()
        self.assertIn("Egor Tarasenko may be Egor Tarasenko", told)
        row = next(m["records"][0]["row"] for m in mentions.values() if m["text"] == "Egor Tarasenko")
        shown = cases.call("-C", str(case), "show", f"E0001#{row}").stdout.decode()
        self.assertIn("Egor Tarasenko may be Egor Tarasenko", shown)
        cases.call("-C", str(case), "brief", "--check")

    def test_the_simulated_case_has_something_of_everything(self) -> None:
        case = cases.simulated()
        for name in FILES:
            if name in TEXT_FILES:  # the simulated case holds no running text
                self.assertTrue(cases.lines_of(cases.named(), name))
            elif name.endswith(".jsonl"):
                self.assertGreater(len(cases.lines_of(case, name)), 5, name)
        money = cases.json_of(case, "money.json")
        for part in ("totals", "accounts", "places", "traces", "stops"):
            self.assertTrue(money[part], part)

    def test_each_named_field_is_required(self) -> None:
        for name in FILES:
            of = cases.named() if name in TEXT_FILES else cases.simulated()
            first = shortened(documents(of, name)[0])
            self.assertEqual(faults(name, [first]), [])
            for field in required_of(name):
                broken = {k: v for k, v in first.items() if k != field}
                self.assertTrue(faults(name, [broken], 1), f"{name} without {field}")

    def test_planted_faults_are_found(self) -> None:
        def plant(name: str, change: Any) -> None:
            document = copy.deepcopy(shortened(documents(cases.simulated(), name)[0]))
            self.assertEqual(faults(name, [document]), [])
            change(document)
            self.assertTrue(faults(name, [document], 1), name)

        plant("money.json", lambda d: d["totals"][0].update(reported_minor=12))
        plant("money.json", lambda d: d["totals"][0].update(reported_minor="12.50"))
        plant("money.json", lambda d: d["accounts"][0].update(role="thief"))
        plant("money.json", lambda d: d["stops"][0].update(reason="bored"))
        plant("money.json", lambda d: d["traces"][0].update(victim="tel:+99937000000"))
        plant("intake.json", lambda d: d["items"][0].update(received="4.5.2025"))
        plant("intake.json", lambda d: d["items"][0].update(first="2025-13-01"))
        plant("intake.json", lambda d: d["items"][0].update(kind="rumours"))
        plant("intake.json", lambda d: d["items"][0]["mapping"][0].pop("reason"))
        plant("organisation.json", lambda d: d["actors"][0].update(band="certain"))
        plant("organisation.json", lambda d: d["actors"][0].update(selectors=["+999 37 00"]))
        plant("organisation.json", lambda d: d["actors"][0].update(roles={"leader": 1}))
        plant("findings.jsonl", lambda d: d.update(kind="guess"))
        plant("findings.jsonl", lambda d: d.update({"for": []}))
        plant("findings.jsonl", lambda d: d.update(unit="EUR_minor", value=7))
        plant("findings.jsonl", lambda d: d.update(unit="calls", value="7"))
        plant("claims.jsonl", lambda d: d.update(force="confirmed"))
        plant("claims.jsonl", lambda d: d.update(records=[]))
        plant("brief.json", lambda d: d["sections"].reverse())
        plant("brief.json", lambda d: d["sections"][0]["sentences"][0].update(findings=[], claims=[]))
        plant("disclosure.jsonl", lambda d: d.update(kind="rumour"))
        plant("disclosure.jsonl", lambda d: d.update(undermines=None))
        plant("disclosure.jsonl", lambda d: d.update(finding=None, claim=None, item=None))
        plant("manifest.json", lambda d: d["files"].update(x="00"))
        plant("metrics.json", lambda d: d.update(seconds=-1))
        plant("run.json", lambda d: d.update(engine="some engine"))

    def test_docs_say_what_is_not_there_yet(self) -> None:
        page = (cases.ROOT / "docs/outputs.md").read_text()
        there = {path.name for path in (cases.simulated() / "out").iterdir()}
        table = {"patterns.parquet"} if cases.has_parquet() else set()
        self.assertEqual(there, {*FILES, "brief.html", *table})
        for name in [*FILES, "brief.html", "patterns.parquet"]:
            self.assertIn(name, page)


def required_of(name: str) -> list[str]:
    schema = json.loads((SCHEMAS / f"{name.split('.')[0]}.schema.json").read_text())
    return list(schema["required"])


class Meaning(unittest.TestCase):
    """What no schema can say."""

    def test_rows_are_records_and_quarantined(self) -> None:
        for what, case in worlds():
            intake = cases.json_of(case, "intake.json")
            for item in intake["items"]:
                self.assertEqual(item["rows"], item["records"] + item["quarantined"], item["id"])
                rows = [row for group in item["broken"] for row in group["rows"]]
                self.assertEqual(len(set(rows)), item["quarantined"], item["id"])
            for field in ("rows", "records", "quarantined"):
                self.assertEqual(intake[field], sum(i[field] for i in intake["items"]), (what, field))
            self.assertGreater(intake["rows"], 0)

    def test_amounts_before_are_after_and_set_aside(self) -> None:
        for what, case in worlds():
            intake = cases.json_of(case, "intake.json")
            totals: dict[str, int] = {}
            for item in intake["items"]:
                after = {s["currency"]: int(s["after_minor"]) for s in item["amounts"]["sums"]}
                for sums in [*item["amounts"]["sums"]]:
                    self.assertEqual(int(sums["before_minor"]),
                                     int(sums["after_minor"]) + int(sums["quarantined_minor"]), item["id"])
                    self.assertEqual(sums["before"], sums["after"] + sums["quarantined"])
                    totals[sums["currency"]] = totals.get(sums["currency"], 0) + int(sums["before_minor"])
                for total in item["totals"]:
                    self.assertEqual(after[total["currency"]], int(total["amount_minor"]), item["id"])
            self.assertEqual(totals, {s["currency"]: int(s["before_minor"]) for s in intake["amounts"]}, what)

    def test_rows_in_the_file_are_all_accounted_for(self) -> None:
        for _, case in worlds():
            for item in cases.json_of(case, "intake.json")["items"]:
                self.assertEqual(item["physical_rows"],
                                 item["rows"] + item["headers"] + item["preamble"] + item["empty"])
                self.assertEqual(sum(item["quarantined_by_kind"].values()), item["quarantined"])
                self.assertEqual(item["duplicate_rows"]["count"], item["duplicates"])
                for pair in item["duplicate_rows"]["rows"]:
                    self.assertLess(pair["same_as"], pair["row"])

    def test_the_simulated_files_show_what_is_missing(self) -> None:
        items = {i["name"]: i for i in cases.json_of(cases.simulated(), "intake.json")["items"]}
        steppe = items["steppe_kredit_vypiska.csv"]["days"]
        self.assertGreaterEqual(steppe["longest"]["days"], 8, "nine days are missing")
        self.assertEqual(steppe["unusual"]["count"], 1)
        for name in ("baltic_harbour_bank_statements.csv", "rheinlicht_umsaetze.csv", "hangang_bank_georae.csv"):
            balances = items[name]["balances"]
            self.assertGreater(balances["compared"], 100, name)
            self.assertEqual(balances["gaps"]["count"], balances["beside_quarantined"],
                             f"{name}: nothing but rows set aside is missing")

    def test_legs_name_their_records_and_reasons(self) -> None:
        intake = cases.json_of(cases.simulated(), "intake.json")
        self.assertEqual(sum(legs["count"] for legs in intake["legs"]), intake["merged"])
        self.assertEqual({legs["of"] for legs in intake["legs"]}, {"calls", "transfers"})
        for legs in intake["legs"]:
            self.assertEqual(len(legs["events"]), legs["shown"])
            self.assertLessEqual(legs["shown"], legs["count"])

    def test_items_are_the_files_by_their_hash(self) -> None:
        case = cases.simulated()
        for item in cases.json_of(case, "intake.json")["items"]:
            content = (case / item["path"]).read_bytes()
            self.assertEqual(hashlib.sha256(content).hexdigest(), item["sha256"])
            self.assertEqual(len(content), item["bytes"])

    def test_the_manifest_holds_the_hash_of_every_other_file(self) -> None:
        for what, case in worlds():
            files = cases.json_of(case, "manifest.json")["files"]
            there = {p.name: hashlib.sha256(p.read_bytes()).hexdigest()
                     for p in (case / "out").iterdir() if p.name not in ("manifest.json", "metrics.json")}
            self.assertEqual(files, there, what)

    def test_ids_are_distinct_and_resolve(self) -> None:
        for what, case in worlds():
            ids = {name: [line["id"] for line in cases.lines_of(case, name)]
                   for name in ("entities.jsonl", "findings.jsonl", "claims.jsonl", "review.jsonl",
                                "mentions.jsonl", "leads.jsonl", "disclosure.jsonl")}
            for name, list_of in ids.items():
                self.assertEqual(len(set(list_of)), len(list_of), (what, name))
            findings = {f["id"]: f for f in cases.lines_of(case, "findings.jsonl")}
            self.assertEqual(len({f["key"] for f in findings.values()}), len(findings), what)
            brief = cases.json_of(case, "brief.json")
            sentences = [s for section in brief["sections"] for s in section["sentences"]]
            self.assertEqual(len({s["id"] for s in sentences}), len(sentences))
            for sentence in sentences:
                self.assertLessEqual(set(sentence["findings"]), set(findings))
                self.assertLessEqual(set(sentence["claims"]), set(ids["claims.jsonl"]))
                for number in sentence["numbers"]:
                    self.assertEqual(number["value"], str(findings[number["finding"]]["value"]))
                    self.assertIn(number["text"], sentence["text"])
                    self.assertIn(number["finding"], sentence["findings"])
            for aside in brief["set_aside"]:
                self.assertIn(aside["finding"], findings)

    def test_the_schedule_of_disclosure_leaves_no_file_and_no_broken_row_out(self) -> None:
        for what, case in worlds():
            schedule = cases.lines_of(case, "disclosure.jsonl")
            items = cases.json_of(case, "intake.json")["items"]
            files = sorted(line["item"] for line in schedule if line["kind"] in ("used", "unused"))
            self.assertEqual(files, sorted(item["id"] for item in items), what)
            broken = {line["item"]: line["records_total"] for line in schedule if line["kind"] == "quarantined"}
            self.assertEqual(broken, {i["id"]: i["quarantined"] for i in items if i["quarantined"]}, what)
            sentences = {s["id"] for section in cases.json_of(case, "brief.json")["sections"]
                         for s in section["sentences"]}
            findings = {f["id"]: f for f in cases.lines_of(case, "findings.jsonl")}
            for line in schedule:
                self.assertLessEqual(set(line["used_in"]), sentences, line["id"])
                if line["kind"] in ("alibi", "rival", "low_grade", "one_source"):
                    against = [r["text"] for r in findings[line["finding"]]["against"]]
                    self.assertIn(f"{line['description']}: {line['reason']}", against, line["id"])

    def test_records_are_rows_of_items(self) -> None:
        for what, case in worlds():
            rows = {i["id"]: i["physical_rows"] for i in cases.json_of(case, "intake.json")["items"]}
            for name in FILES:
                for record in records_in(documents(case, name)):
                    self.assertIn(record["item"], rows, (what, name))
                    self.assertLessEqual(record["row"], rows[record["item"]], (what, name))

    def test_actors_include_victims_and_look_alikes_set_aside(self) -> None:
        actors = cases.json_of(cases.simulated(), "organisation.json")["actors"]
        victims = [a for a in actors if a["is_victim"]]
        reported = {r["victim"] for r in cases.json_of(cases.simulated(), "money.json")["traces"]}
        self.assertTrue(reported)
        self.assertLessEqual(reported, {a["names"][0] for a in victims})
        aside = [a for a in actors if a["band"] == "set_aside" and not a["is_victim"]]
        self.assertTrue(aside)
        for actor in victims + aside:
            self.assertEqual(actor["band"], "set_aside")
            self.assertTrue(actor["against"], actor["id"])
        sites = {s["id"]: s["numbers"]
                 for s in cases.json_of(cases.simulated(), "organisation.json")["sites"]}
        for actor in actors:
            if actor["site"]:
                self.assertIn(actor["selectors"][0], sites[actor["site"]])

    def test_money_adds_up(self) -> None:
        money = cases.json_of(cases.simulated(), "money.json")
        for total in money["totals"]:
            stops = sum(int(s["amount_minor"]) for s in money["stops"]
                        if s["currency"] == total["currency"])
            places = sum(int(p["victims"]["fifo_minor"] or 0) for p in money["places"]
                         if p["currency"] == total["currency"])
            self.assertEqual(stops, places)
            self.assertLessEqual(places, int(total["traced_minor"]))
            traces = sum(int(t["fifo_minor"] or 0) for t in money["traces"]
                         if t["currency"] == total["currency"])
            self.assertEqual(traces, places)

    def test_a_case_without_reports_says_so_and_names_nobody(self) -> None:
        for kind in ("calls", "transfers"):
            case = cases.only(kind)
            actors = cases.json_of(case, "organisation.json")["actors"]
            self.assertEqual([a for a in actors if a["band"] != "set_aside"], [])
            self.assertIn("No victim's report is among the files",
                          cases.json_of(case, "brief.json")["sections"][0]["sentences"][-1]["text"]
                          + cases.texts_of(case)["brief.json"])


def records_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "item" in value and "row" in value:
            yield value
        for inner in value.values():
            yield from records_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from records_in(inner)
