"""The same table as CSV and as Parquet, from `add` to `export`: the same records, the same rows set aside."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

import cases

# Writes NAME.csv and NAME.parquet; each text of the CSV is written here by hand, so that it is no echo of the library.
MAKER = r"""
import csv, datetime as d, decimal, sys, pyarrow as a, pyarrow.parquet as p
folder, rows = sys.argv[1], 3000
utc = d.timezone.utc
begin = d.datetime(2025, 3, 29, 22, 0, 0)
at = [begin + d.timedelta(minutes=7 * r, microseconds=r) for r in range(rows)]
account = "ZZ4099990001{:010}".format
payer = [f" {account(r * r % 911)} " if r % 13 == 0 else account(r * r % 911) for r in range(rows)]
payee = [None if r % 101 == 0 else account(5000 + r % 700) for r in range(rows)]
minor = [r * 7919 % 1_000_003 + 1 for r in range(rows)]
cents = [f"{m // 100}.{m % 100:02}" for m in minor]
purpose = ["Total" if r % 997 == 0 else None if r % 5 == 0 else f"rent {r % 9}" for r in range(rows)]
currency = ["EUR" if r % 3 else "USD" for r in range(rows)]
base = {"payer account": a.array(payer), "payee account": a.array(payee), "currency": a.array(currency), "purpose": a.array(purpose)}
texts = {"payer account": payer, "payee account": payee, "currency": currency, "purpose": purpose}
decimals = a.array([decimal.Decimal(c) for c in cents], a.decimal128(18, 2))
stamps = a.array(at, a.timestamp("us"))
written = [f"{t:%Y-%m-%d %H:%M:%S}.{t.microsecond:06}" for t in at]
amounts, times = {"amount": decimals}, {"booked": stamps}
tables = {  # Parquet has no seconds: they are kept as milliseconds
    "plain": ({**times, **base, **amounts}, {"booked": written, **texts, "amount": cents}),
    "milliseconds": ({"booked": stamps.cast(a.timestamp("ms"), safe=False), **base, **amounts},
                     {"booked": [w[:23] for w in written], **texts, "amount": cents}),
    "seconds": ({"booked": stamps.cast(a.timestamp("s"), safe=False), **base, **amounts},
                {"booked": [w[:19] + ".000" for w in written], **texts, "amount": cents}),
    "zone-utc": ({"booked": a.array([t.replace(tzinfo=utc) for t in at], a.timestamp("us", "UTC")), **base, **amounts},
                 {"booked": [w + "Z" for w in written], **texts, "amount": cents}),
    "zone-far": ({"booked": a.array([t.replace(tzinfo=utc) for t in at], a.timestamp("us", "Asia/Tashkent")), **base, **amounts},
                 {"booked": [f"{t + d.timedelta(hours=5):%Y-%m-%d %H:%M:%S}.{t.microsecond:06}+0500" for t in at], **texts, "amount": cents}),
    "days": ({"booked": a.array([t.date() for t in at], a.date32()), **base, **amounts},
             {"booked": [f"{t:%Y-%m-%d}" for t in at], **texts, "amount": cents}),
    "day-and-clock": ({"booking date": a.array([t.date() for t in at], a.date32()), "booking time": a.array([t.time().replace(microsecond=0) for t in at], a.time32("s")), **base, **amounts},
                      {"booking date": [f"{t:%Y-%m-%d}" for t in at], "booking time": [f"{t:%H:%M:%S}.000" for t in at], **texts, "amount": cents}),
    "int32": ({**times, **base, "amount": a.array(minor, a.int32())}, {"booked": written, **texts, "amount": [str(m) for m in minor]}),
    "int64": ({**times, **base, "amount": a.array([m * 10**9 for m in minor], a.int64())}, {"booked": written, **texts, "amount": [f"{m}000000000" for m in minor]}),
    "fine-decimals": ({**times, **base, "amount": a.array([decimal.Decimal(c + "0" * 7 + ("1" if r % 50 == 0 else "0")) for r, c in enumerate(cents)], a.decimal128(30, 10))},
                      {"booked": written, **texts, "amount": [c + "0" * 7 + ("1" if r % 50 == 0 else "0") for r, c in enumerate(cents)]}),
    "large-and-listed": ({**times, **{k: v.cast(a.large_string()) for k, v in base.items()}, **amounts, "channel": a.array(["app", "card", "web"] * 1000).dictionary_encode()},
                         {"booked": written, **texts, "amount": cents, "channel": ["app", "card", "web"] * 1000}),
    "nothing": ({**times, **base, **amounts, "comment": a.nulls(rows)}, {"booked": written, **texts, "amount": cents, "comment": [None] * rows}),
    "nested": ({**times, **base, "payment": a.StructArray.from_arrays([decimals], ["amount"])}, {"booked": written, **texts, "payment.amount": cents}),
    # 0.1 + 0.2 in doubles has seventeen digits: such an amount is set aside, never rounded.
    "doubles": ({**times, **base, "amount": a.array([0.1 + 0.2 if r % 50 == 0 else float(c) for r, c in enumerate(cents)])},
                {"booked": written, **texts, "amount": ["0.30000000000000004" if r % 50 == 0 else str(float(c)).removesuffix(".0") if float(c) % 1 == 0 else str(float(c)) for r, c in enumerate(cents)]}),
}
for name, (columns, cells) in tables.items():
    p.write_table(a.table(columns), f"{folder}/{name}.parquet", compression="zstd", row_group_size=700, store_schema=name != "days")
    with open(f"{folder}/{name}.csv", "w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(cells)
        lines.writerows(zip(*[["" if c is None else c for c in column] for column in cells.values()]))
print(*tables)
"""
ZERO_OF_EIGHTEEN = r"""
import decimal, io, sys, pyarrow as a, pyarrow.parquet as p
zero = decimal.Decimal(0).scaleb(-18)
p.write_table(a.table({"date": ["2025-01-02"] * 3, "from": ["a", "b", "c"], "to": ["d", "e", "f"], "currency": ["ETH"] * 3,
                       "amount": a.array([zero, decimal.Decimal("0.000000001"), decimal.Decimal("1.5")], a.decimal128(38, 18))}), sys.argv[1])
"""


def python_with_pyarrow() -> str:
    for python in (sys.executable, str(cases.ROOT / ".venv-test/bin/python")):
        if Path(python).exists() and subprocess.run([python, "-c", "import pyarrow"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [{k: v for k, v in row.items() if not k.startswith("cuibono:")} for row in csv.DictReader(lines)]


@unittest.skipUnless(python_with_pyarrow(), "no interpreter has pyarrow: script/setup --test")
class Parquet(unittest.TestCase):
    def taken(self, files: list[Path]) -> tuple[Path, dict[str, Any]]:
        """A case of the files, and what intake.json says of each."""
        folder = cases.FOLDER / "parquet" / self._testMethodName
        shutil.rmtree(folder, ignore_errors=True)
        cases.call("init", str(folder), "--title", "Parquet", "--marking", "SIMULATED")
        settings = folder / "case.toml"
        settings.write_text(settings.read_text().replace("timezone = ''", "timezone = 'Europe/Vilnius'"))
        for file in files:
            cases.call("-C", str(folder), "add", str(file), "--received", "2025-05-04", "--source", "Bank")
        cases.call("-C", str(folder), "run")
        return folder, {item["name"]: item for item in cases.json_of(folder, "intake.json")["items"]}

    def make(self, maker: str, argument: Path) -> str:
        return subprocess.run([python_with_pyarrow(), "-c", maker, str(argument)], check=True, capture_output=True, text=True).stdout

    def test_each_type_of_a_column_gives_the_records_of_its_text(self) -> None:
        made = cases.FOLDER / "parquet" / "made"
        made.mkdir(parents=True, exist_ok=True)
        names = self.make(MAKER, made).split()
        self.assertEqual(len(names), 14)
        case, items = self.taken([made / f"{name}.{end}" for name in names for end in ("csv", "parquet")])
        labels = {name: item["id"] for name, item in items.items()}
        out = case.parent / "records"
        shutil.rmtree(out, ignore_errors=True)
        cases.call("-C", str(case), "export", *labels.values(), "--to", "csv", "-o", str(out))
        for name in names:
            with self.subTest(name):
                text, typed = items[f"{name}.csv"], items[f"{name}.parquet"]
                for key in ("records", "quarantined", "quarantined_by_kind", "duplicates", "amounts", "first", "last"):
                    self.assertEqual(text.get(key), typed.get(key), key)
                records = [rows_of(next(out.glob(f"{name}.{labels[f'{name}.{end}']}.csv"))) for end in ("csv", "parquet")]
                self.assertGreater(len(records[0]), 2900 if name not in ("fine-decimals", "doubles") else 2800)
                for a, b in zip(*records, strict=True):
                    self.assertEqual(a, b)

    def test_a_decimal_of_eighteen_digits_is_the_amount_that_it_says(self) -> None:
        file = cases.FOLDER / "parquet" / "zero.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        self.make(ZERO_OF_EIGHTEEN, file)
        _, items = self.taken([file])
        self.assertEqual((items["zero.parquet"]["records"], items["zero.parquet"]["quarantined"]), (3, 0))
