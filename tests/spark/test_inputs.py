"""What is refused before Spark starts, and in which words."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shared
import worlds

from spark.case_files import DECIMALS, decimal_text, empty_folder, written
from spark.inputs import read_inputs
from spark.parameters import DEFAULT, BadInput, read_parameters
from spark.schema import TRANSFERS, check


class Schema(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.table = worlds.transfer_table(200)

    def refused(self, table: pa.Table, name: str = "a.parquet") -> str:
        pq.write_table(table, self.folder / name)
        with self.assertRaises(BadInput) as caught:
            check(self.folder, TRANSFERS, "transfers")
        self.assertIn(str(self.folder / name), str(caught.exception))
        return str(caught.exception)

    def replaced(self, name: str, column: pa.Array) -> pa.Table:
        return self.table.set_column(self.table.schema.get_field_index(name), name, column)

    def test_a_good_table_is_taken_in_each_form_of_time_and_id(self) -> None:
        pq.write_table(self.table, self.folder / "a.parquet")
        found = check(self.folder, TRANSFERS, "transfers")
        self.assertEqual((found.rows, found.id_type, found.time), (200, "bigint", "time"))
        texts = self.replaced("id", self.table["id"].cast(pa.string())).drop_columns(["time"])
        texts = texts.append_column("time_us", pa.array(range(200), pa.int64()))
        pq.write_table(texts, self.folder / "a.parquet")
        found = check(self.folder / "a.parquet", TRANSFERS, "transfers")
        self.assertEqual((found.id_type, found.time), ("string", "time_us"))

    def test_a_wrong_type_names_file_column_expected_got(self) -> None:
        said = self.refused(self.replaced("amount_minor", self.table["amount_minor"].cast(pa.float64())))
        self.assertIn("column amount_minor: expected int64", said)
        self.assertIn("got double", said)

    def test_nanoseconds_are_refused(self) -> None:
        said = self.refused(self.replaced("time", self.table["time"].cast(pa.timestamp("ns", "UTC"))))
        self.assertIn("column time: expected timestamp[us]", said)
        self.assertIn("got timestamp[ns", said)

    def test_a_missing_column_names_those_that_there_are(self) -> None:
        said = self.refused(self.table.drop_columns(["payee"]))
        self.assertIn("column payee: expected payee (string), got no such column", said)
        self.assertIn("It has: amount_minor, currency, id, payer, time.", said)

    def test_two_columns_of_time_are_one_too_many(self) -> None:
        two = self.table.append_column("time_us", self.table["id"])
        self.assertIn("columns time_us and time: expected one of them, got both", self.refused(two))

    def test_a_null_where_a_value_must_be_is_refused_from_the_footer(self) -> None:
        some = pa.array([None if n == 7 else 5 for n in range(200)], pa.int64())
        said = self.refused(self.replaced("amount_minor", some))
        self.assertIn("column amount_minor: expected a value in every row, got 1 nulls", said)

    def test_files_that_disagree_are_refused(self) -> None:
        pq.write_table(self.table, self.folder / "a.parquet")
        said = self.refused(self.replaced("id", self.table["id"].cast(pa.string())), "b.parquet")
        self.assertIn("column id: expected int64 as in a.parquet, got string", said)

    def test_what_is_no_parquet_is_refused(self) -> None:
        (self.folder / "a.parquet").write_text("id,payer\n")
        with self.assertRaisesRegex(BadInput, "a.parquet: expected a Parquet file"):
            check(self.folder, TRANSFERS, "transfers")
        with self.assertRaisesRegex(BadInput, "there is no such file or folder"):
            check(self.folder / "absent", TRANSFERS, "transfers")
        (self.folder / "a.parquet").unlink()
        with self.assertRaisesRegex(BadInput, r"holds no \*.parquet file"):
            check(self.folder, TRANSFERS, "transfers")

    def test_a_transfer_is_seeded_once_and_ids_are_of_one_type(self) -> None:
        pq.write_table(self.table, self.folder / "a.parquet")
        seeds = self.folder / "seeds"
        seeds.mkdir()
        for ids, said in (([5, 5], "expected each transfer once, got 5 2 times"),
                          (["5"], "expected bigint as in the transfers, got string")):
            pq.write_table(pa.table({"id": ids, "tag": ["victim"] * len(ids)}), seeds / "s.parquet")
            with self.assertRaisesRegex(BadInput, said):
                read_inputs(self.folder / "a.parquet", None, seeds)

    def test_the_output_folder_is_new_or_empty(self) -> None:
        (self.folder / "old").write_text("x")
        with self.assertRaisesRegex(BadInput, "expected a folder that is new or empty"):
            empty_folder(self.folder)


class ParameterFile(unittest.TestCase):
    def refused(self, old: str, new: str) -> str:
        text = DEFAULT.read_text()
        self.assertIn(old, text)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "p.toml"
            path.write_text(text.replace(old, new))
            with self.assertRaises(BadInput) as caught:
                read_parameters(path)
        return str(caught.exception)

    def test_the_file_of_the_tree_is_read(self) -> None:
        self.assertEqual(read_parameters().window_days, 7)

    def test_each_fault_is_told_with_its_place(self) -> None:
        for old, new, said in (
                ("window_days = 7", "", "features.window_days is missing"),
                ("window_days = 7", "window_days = 0", "expected 1 or more, got 0"),
                ("window_days = 7", 'window_days = "7"', "expected int, got str"),
                ("window_days = 7", "window_days = 7\nwindow_weeks = 1", "features.window_weeks is not known"),
                ('rule = "fifo"', 'rule = "guess"', "expected one of fifo, prorata, got guess"),
                ("schema = 1", "schema = 2", "expected schema = 1"),
                ("schema = 1", "schema = = 1", "cannot be read")):
            self.assertIn(said, self.refused(old, new))


class CaseFiles(unittest.TestCase):
    def test_decimals_are_those_of_the_engine(self) -> None:
        source = (shared.ROOT / "src/core/money_assets.cc").read_text()
        import re
        engine = {code: int(places) for code, places in re.findall(r'\{"([A-Z]+)", (\d+), "', source)}
        engine.pop("XXX")
        self.assertGreater(len(engine), 150)
        self.assertEqual({c: n for c, n in engine.items() if n != 2}, DECIMALS)

    def test_amounts_and_selectors_are_written_as_a_bank_would(self) -> None:
        self.assertEqual([decimal_text(5, "EUR"), decimal_text(1234, "EUR"), decimal_text(1234, "KRW"),
                          decimal_text(1, "BTC")], ["0.05", "12.34", "1234", "0.00000001"])
        self.assertEqual([written(s) for s in ("iban:DE1", "local:table.acct:7", "acct:KR:7", None)],
                         ["DE1", "7", "acct:KR:7", None])
