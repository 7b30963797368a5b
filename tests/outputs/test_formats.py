"""Workbooks and archives, from `add` to `show`: made here by hand, of invented people and accounts."""

from __future__ import annotations

import functools
import io
import shutil
import unittest
import zipfile
from pathlib import Path
from typing import Any

import cases

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
HEADER = ["Booking time", "Payer account", "Payee account", "Amount", "Currency", "Purpose"]


def sheet(first: int, rows: list[list[str]]) -> str:
    """Rows of texts, the first of them at this number of the sheet."""
    return SHEET.format("".join(
        f"<row r='{first + i}'>" + "".join(
            f"<c r='{chr(65 + c)}{first + i}' t='inlineStr'><is><t>{cell}</t></is></c>"
            for c, cell in enumerate(row)) + "</row>" for i, row in enumerate(rows)))


def payments(month: int, count: int) -> list[list[str]]:
    return [[f"2025-{month:02}-{1 + i:02} 10:00:00", f"ZZ40999900010000{i % 3:06}",
             f"ZZ40999900020000{i % 5:06}", f"{100 + i}.50", "EUR", f"purpose {i}"]
            for i in range(count)]


def workbook() -> bytes:
    names = ["January", "February", "empty"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(
            f"<Relationship Id='r{i}' Target='worksheets/sheet{i}.xml'/>" for i in range(3))
            + "</Relationships>")
        book.writestr("xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets>" + "".join(
            f"<sheet name='{name}' r:id='r{i}'/>" for i, name in enumerate(names))
            + "</sheets></workbook>")
        book.writestr("xl/worksheets/sheet0.xml", sheet(
            1, [["Statement of an invented bank"], [], HEADER, *payments(1, 20)]))
        book.writestr("xl/worksheets/sheet1.xml", sheet(1, [HEADER, *payments(2, 12)]))
        book.writestr("xl/worksheets/sheet2.xml", SHEET.format(""))
    return out.getvalue()


def delivery(folder: Path) -> Path:
    path = folder / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bank/book.xlsx", workbook())
        archive.writestr("записка.csv", "date,amount\n2025-01-02,10.00\n")  # a name of UTF-8
        archive.writestr("../../calls.csv", "Calling number,Called number,Start time,Duration (s)\n" + "".join(
            f"+9993700000{i % 4},+9994400000{i % 7},2025-01-{1 + i:02}T09:00:00Z,{30 + i}\n" for i in range(9)))
    return path


@functools.lru_cache(maxsize=None)
def made() -> tuple[Path, dict[str, Any]]:
    """A case of the delivery, and what intake.json says of each part."""
    folder = cases.FOLDER / "formats"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    cases.call("init", str(folder / "case"), "--title", "Formats", "--marking", "SIMULATED")
    cases.call("-C", str(folder / "case"), "add", str(delivery(folder)), "--received", "2025-05-04",
               "--source", "Bank")
    cases.call("-C", str(folder / "case"), "run")
    items = cases.json_of(folder / "case", "intake.json")["items"]
    return folder, {item["part"] or item["name"]: item for item in items}


class Formats(unittest.TestCase):
    def setUp(self) -> None:
        self.folder, self.items = made()
        self.case = self.folder / "case"

    def test_every_part_is_an_item_of_its_own(self) -> None:
        self.assertEqual(set(self.items), {"delivery.zip", "bank/book.xlsx", "January", "February",
                                           "записка.csv", "../../calls.csv"})
        self.assertEqual(self.items["January"]["parent"], self.items["bank/book.xlsx"]["sha256"])
        self.assertEqual(self.items["bank/book.xlsx"]["parent"], self.items["delivery.zip"]["sha256"])
        self.assertEqual(self.items["delivery.zip"]["kind"], "archive")
        outside = [p for p in self.folder.iterdir() if p.name not in ("case", "delivery.zip")]
        self.assertEqual(outside, [], "a path within an archive is never written to")

    def test_rows_are_accounted_for_sheet_by_sheet(self) -> None:
        january, february = self.items["January"], self.items["February"]
        self.assertEqual((january["rows"], january["records"], january["quarantined"]), (20, 20, 0))
        self.assertEqual((january["physical_rows"], january["headers"], january["preamble"], january["empty"]),
                         (23, 1, 1, 1))
        self.assertEqual((february["rows"], february["records"]), (12, 12))
        self.assertEqual(january["kind"], "transfers")
        cents = 100 * sum(range(100, 120)) + 20 * 50
        self.assertEqual(january["totals"], [{"currency": "EUR", "amount_minor": str(cents)}])
        self.assertEqual(self.items["../../calls.csv"]["records"], 9)

    def test_a_row_is_shown_with_its_place_and_the_cell_marked(self) -> None:
        label = self.items["January"]["id"]
        shown = cases.call("-C", str(self.case), "show", f"{label}#5:Amount").stdout.decode()
        self.assertIn('table "January", row 5', shown)
        self.assertIn("> 4  Amount (amount): 101.50", shown)
        self.assertNotIn("> 1", shown)

    def test_it_verifies_and_the_same_file_adds_nothing(self) -> None:
        cases.call("-C", str(self.case), "verify")
        before = (self.case / "evidence/manifest.jsonl").read_bytes()
        again = cases.call("-C", str(self.case), "add", str(self.folder / "delivery.zip")).stdout.decode()
        self.assertIn("was there already", again)
        self.assertEqual((self.case / "evidence/manifest.jsonl").read_bytes(), before)
