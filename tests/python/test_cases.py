"""Cases through Python, on a small simulated one: the same results as out/, victims hidden, errors said."""

from __future__ import annotations

import atexit
import datetime as dt
import functools
import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any

import cuibono
import polars as pl
import pyarrow as pa

FOLDER = Path(tempfile.mkdtemp(prefix="python-cases-"))
atexit.register(shutil.rmtree, FOLDER, True)


@functools.cache
def case() -> cuibono.Case:
    one = cuibono.simulate(FOLDER / "case", seed=3, scale=0.02)
    one.run()
    return one


@functools.cache
def events() -> dict[str, cuibono.Table]:
    return case().events()


def out(name: str) -> Any:
    case()
    text = (FOLDER / "case/out" / name).read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.split("\n") if line]
    return json.loads(text)


def bytes_of_case() -> dict[str, str]:
    case()
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((FOLDER / "case").rglob("*"))
            if path.is_file() and not path.name.endswith(".lock")}


class Results(unittest.TestCase):
    def test_tables_hold_what_out_holds(self) -> None:
        run = case().results()
        for name in cuibono.result_table_names():
            pa.table(run.table(name)).validate(full=True)
        findings = out("findings.jsonl")
        self.assertEqual(run.findings.column("id"), [f["id"] for f in findings])
        self.assertEqual(
            [None if v is None else str(v) for v in run.findings.column("value")],
            [None if f["value"] is None else str(f["value"]) for f in findings])
        self.assertEqual(run.findings.column("for"), [[r["text"] for r in f["for"]] for f in findings])
        self.assertEqual(run.findings.column("records_total"), [len(f["records"]) for f in findings])
        self.assertEqual(run.leads.column("question"), [x["question"] for x in out("leads.jsonl")])
        self.assertEqual(run.days.column("calls_out"), [x["calls_out"] for x in out("days.jsonl")])
        self.assertEqual(len(run.claims), len(out("claims.jsonl")))
        money = out("money.json")
        for table, field in ((run.accounts, "in_minor"), (run.stops, "amount_minor"),
                             (run.hops, "amount_minor"), (run.totals, "reported_minor")):
            rows = money[{id(run.accounts): "accounts", id(run.stops): "stops", id(run.hops): "hops",
                          id(run.totals): "totals"}[id(table)]]
            self.assertEqual(table.column(field), [int(row[field]) for row in rows])
        self.assertEqual(run.places.column("fifo_minor"),
                         [None if p["victims"]["fifo_minor"] is None
                          else int(p["victims"]["fifo_minor"]) for p in money["places"]])
        self.assertEqual(len(run.traces), len(money["traces"]))
        organisation = out("organisation.json")
        self.assertEqual(run.actors.column("selectors"), [a["selectors"] for a in organisation["actors"]])
        self.assertEqual(run.sites.column("staff_low"),
                         [s["staff"]["low"] for s in organisation["sites"]])
        brief = out("brief.json")["sections"]
        self.assertEqual(run.sentences.column("text"),
                         [s["text"] for section in brief for s in section["sentences"]])
        self.assertEqual(run.summary, [s["text"] for s in brief[0]["sentences"]])
        self.assertIn(b"<html", run.file("brief.html"))

    def test_events_are_those_that_the_run_counted(self) -> None:
        counted = out("intake.json")["events_by_kind"]
        for name in ("transfers", "calls", "reports"):
            self.assertEqual(len(events()[name]), counted[name], name)
            pa.table(events()[name]).validate(full=True)
        times = pl.DataFrame(events()["transfers"])["time"]
        self.assertTrue(times.is_sorted())
        # A matched payment and its transfer tell of the same amount.
        transfers = pl.DataFrame(events()["transfers"])
        exact = [row for row in events()["reported_payments"] if row["score_percent"] == 100]
        self.assertGreater(len(exact), 10)
        for row in exact:
            self.assertEqual(transfers["amount_minor"][row["transfer"]], row["amount_minor"])

    def test_no_victim_is_in_any_table(self) -> None:
        case()
        truth = json.loads((FOLDER / "case/truth.json").read_text())["victims"]
        reporting = [victim for victim in truth if victim["reports"]]
        secrets = {word for victim in reporting
                   for word in (victim["name"], *victim["phones"], *victim["accounts"])}
        self.assertGreater(len(secrets), 50)
        reported = {row["victim"] for row in events()["reports"]}
        self.assertTrue(all(name.startswith("victim:V-") for name in reported))
        cells = {cell for table in events().values() for name in table.column_names
                 for cell in table.column(name) if isinstance(cell, str)}
        # An account that no report names and no matched payment left is nobody's for the engine.
        transfers = pl.DataFrame(events()["transfers"])
        matched = [row["transfer"] for row in events()["reported_payments"]
                   if row["transfer"] is not None]
        self.assertEqual({secret for secret in cells & secrets if not secret.startswith("iban:")
                          or secret in set(transfers["payer"][matched])}, set())
        self.assertLess(len(cells & secrets), len(secrets) / 20)
        told = "\n".join(json.dumps(row, default=str, ensure_ascii=False)
                         for name in ("reports", "reported_payments") for row in events()[name])
        self.assertEqual([secret for secret in secrets if secret in told], [])
        hidden = {row["from"] for row in events()["reported_payments"]} & reported
        payers = set(events()["transfers"].column("payer"))
        self.assertTrue(hidden & payers)  # the same pseudonym on both sides

    def test_kernels_take_the_events(self) -> None:
        euros = pl.DataFrame(events()["transfers"]).filter(
            (pl.col("currency") == "EUR") & pl.col("amount_minor").is_not_null())
        traced = cuibono.trace(euros, [0, 1])
        self.assertEqual(sum(traced.holdings.column("amount_minor"))
                         + traced.displaced_minor, int(euros["amount_minor"][:2].sum()))
        self.assertEqual(len(cuibono.features(euros)), len(euros))
        self.assertLess(len(cuibono.successions(events()["calls"], imei="caller_imei",
                                                imsi="caller_imsi")), len(events()["calls"]))


class Runs(unittest.TestCase):
    def test_a_mask_shows_what_was_known(self) -> None:
        received = sorted(case().items.column("received"))
        middle = received[len(received) // 2]
        run = case().run(as_of=middle.date(), write=False)
        self.assertEqual(run.json("run.json")["request"]["as_of"], f"{middle:%Y-%m-%d}T23:59:59.999999Z")
        self.assertLess(len(run.intake), len(case().items))
        for request in ({"only_jurisdiction": "LT"}, {"without": "E0001"},
                        {"without": ["E0001", "E0002#5"]},
                        {"as_of": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)}):
            case().run(write=False, **request)  # type: ignore[arg-type]
        with self.assertRaisesRegex(ValueError, "no zone"):
            case().run(write=False, as_of=dt.datetime(2025, 1, 1))
        with self.assertRaises(cuibono.UsageError) as caught:
            case().run(write=False, as_of="soon")
        self.assertIn("soon", caught.exception.what)
        with self.assertRaises(cuibono.UsageError):
            case().run(write=False, without="E0999")

    def test_without_write_no_byte_changes_and_threads_do_not_matter(self) -> None:
        before = bytes_of_case()
        one, two = (case().run(write=False, threads=n) for n in (1, 8))
        case().events(without="E0001")
        self.assertEqual(bytes_of_case(), before)
        for name in one.file_names:
            if name != "metrics.json":
                self.assertEqual(one.file(name), two.file(name), name)
                self.assertEqual(one.file(name), (FOLDER / "case/out" / name).read_bytes(), name)

    def test_progress_is_called_and_its_error_stops_the_run(self) -> None:
        seen: list[tuple[str, str, int, int]] = []
        here = threading.get_ident()

        def note(stage: str, what: str, done: int, total: int) -> None:
            self.assertEqual(threading.get_ident(), here)
            seen.append((stage, what, done, total))

        case().run(write=False, progress=note)
        self.assertTrue(seen)

        def stop(*_: object) -> None:
            raise LookupError("enough")

        with self.assertRaisesRegex(LookupError, "enough"):
            case().run(write=False, progress=stop)

    def test_ctrl_c_stops_a_run(self) -> None:
        before = bytes_of_case()
        timer = threading.Timer(0.15, lambda: os.kill(os.getpid(), signal.SIGINT))
        began = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            timer.start()
            while time.monotonic() - began < 60:
                case().run(write=False)
        self.assertLess(time.monotonic() - began, 1.15)
        self.assertEqual(bytes_of_case(), before)

    def test_out_elsewhere(self) -> None:
        run = case().run(out=FOLDER / "elsewhere")
        self.assertEqual(Path(run.out_folder), FOLDER / "elsewhere")
        self.assertTrue((FOLDER / "elsewhere/brief.html").exists())


class Shown(unittest.TestCase):
    def test_show(self) -> None:
        self.assertIn("E0003#2 ", case().show("E0003#2"))
        self.assertIn("sha256", case().show("E0003"))
        self.assertIn("finding F1", case().show("F1"))

    def test_errors_name_the_place(self) -> None:
        with self.assertRaises(cuibono.BadInput) as caught:
            cuibono.open(FOLDER / "nothing here")
        self.assertEqual(caught.exception.code, "bad_input")
        self.assertTrue(caught.exception.help)
        with self.assertRaises(cuibono.AnsweredNo):
            case().show("no such word anywhere")
        with self.assertRaises(cuibono.Error):
            case().show("E0003#99999999")
        with self.assertRaises(cuibono.UsageError):
            cuibono.simulate(FOLDER / "case")
        with self.assertRaises(cuibono.UsageError):
            case().results().table("nothing")
        self.assertRaises(KeyError, case().results().file, "nothing")

        broken = FOLDER / "broken"
        shutil.copytree(FOLDER / "case", broken)
        (broken / "out/findings.jsonl").write_text("{}\n")
        with self.assertRaises(cuibono.IntegrityError) as integrity:
            cuibono.open(broken).results()
        self.assertEqual(integrity.exception.where, "out/findings.jsonl")
        shutil.rmtree(broken / "out")
        with self.assertRaises(cuibono.AnsweredNo):
            cuibono.open(broken).results()
        (broken / "mappings/E0001.yml").write_text("columns: [\n")
        with self.assertRaises(cuibono.BadInput) as mapping:
            cuibono.open(broken).run(write=False)
        self.assertIn("E0001.yml", mapping.exception.where)

    def test_pages_are_plain(self) -> None:
        for thing in (case(), case().results(), case().items):
            page = thing._repr_html_()
            self.assertNotIn("<script", page)
            self.assertNotIn("color:", page)
            self.assertTrue(repr(thing))
        self.assertIn("SIMULATED", case()._repr_html_())


if __name__ == "__main__":
    unittest.main()
