"""Batches and native calls, without Spark."""

from __future__ import annotations

import subprocess
import sys
import unittest
from unittest import mock

import numpy as np
import pyarrow as pa
import shared

from spark import batches, native
from spark.parameters import read_parameters

DAY_US = 86_400_000_000


def rows(table: pa.Table) -> list[dict[str, object]]:
    return table.to_pylist()


class NativeCalls(unittest.TestCase):
    def test_an_error_names_step_and_rows(self) -> None:
        def fail() -> None:
            raise ValueError("no")

        with self.assertRaisesRegex(native.NativeError,
                                    r"^features: rows 5 to 9 \(2 rows\): ValueError: no$"):
            native.call("features", [5, 9], fail)
        with self.assertRaisesRegex(native.NativeError, "trace: no rows"):
            native.call("trace", [], fail)

    def test_an_error_of_the_module_names_the_row(self) -> None:
        table = pa.table({"id": [3, 4], "time_us": [1, 2], "payer": ["a", "b"], "payee": ["b", "c"],
                          "amount_minor": [5, -1], "currency": ["EUR", "EUR"]})
        with self.assertRaisesRegex(native.NativeError, "expected 0 or more, got -1 in the row with id 4"):
            batches.normal_transfers(table, read_parameters())
        table = table.set_column(1, "time_us", pa.array([1, None], pa.int64()))
        with self.assertRaisesRegex(native.NativeError, "column time_us.*got null in the row with id 4"):
            batches.normal_transfers(table, read_parameters())

    def test_a_missing_module_names_worker_and_interpreter(self) -> None:
        with mock.patch.dict(sys.modules, {"cuibono": None}), \
                self.assertRaisesRegex(native.NativeError, "cannot be loaded on worker .* by .*python"):
            native.module()

    def test_a_crash_leaves_the_rows_in_the_trace(self) -> None:
        code = ("import ctypes, faulthandler; faulthandler.enable(); from spark import native; "
                "native.call('features', [41, 77], lambda: ctypes.string_at(0))")
        done = subprocess.run([sys.executable, "-c", code], cwd=shared.ROOT, capture_output=True,
                              text=True, check=False)
        self.assertLess(done.returncode, 0)
        self.assertIn("in features_of_rows_41_to_77_2_rows", done.stderr)


class Features(unittest.TestCase):
    def table(self, **changed: object) -> pa.Table:
        columns: dict[str, object] = {
            "id": [3, 1, 2], "time_us": [30, 10, 20], "amount_minor": [7, 5, 6],
            "payer": ["b", "a", "a"], "payee": ["c", "b", "b"],
            "for_payer": [True, True, True], "for_payee": [True, True, True]}
        return pa.table(columns | changed)

    def test_what_came_in_before_is_told_of_what_goes_out(self) -> None:
        last = rows(batches.features(self.table(), DAY_US))[2]
        self.assertEqual(last["id"], 3)
        self.assertEqual((last["payer_in_count"], last["payer_in_minor"], last["since_in_us"]), (2, 11, 10))
        self.assertEqual(last["paid_on_permille"], 636)

    def test_a_transfer_that_stands_twice_is_counted_once(self) -> None:
        table = self.table()
        once = self.table(for_payer=[True, True, False], for_payee=[False, True, True])
        twice = pa.concat_tables([once, self.table(for_payer=[False, False, True],
                                                   for_payee=[True, False, False])])
        self.assertEqual(rows(batches.features(twice, DAY_US)), rows(batches.features(table, DAY_US)))

    def test_an_end_at_home_elsewhere_is_null(self) -> None:
        found = rows(batches.features(self.table(for_payer=[False] * 3,
                                                 for_payee=[True, False, False]), DAY_US))
        self.assertEqual([row["id"] for row in found], [3])
        self.assertIsNone(found[0]["payer_out_count"])
        self.assertEqual(found[0]["payee_in_count"], 0)

    def test_no_rows_give_no_rows(self) -> None:
        self.assertEqual(len(batches.features(self.table().slice(0, 0), DAY_US)), 0)


class Forest(unittest.TestCase):
    def test_each_node_meets_the_least_of_its_component(self) -> None:
        found = batches.forest(pa.table({"a": ["d", "c", "x"], "b": ["c", "b", "x"]}))
        self.assertEqual(sorted(map(tuple, (r.values() for r in rows(found)))),
                         [("b", "b"), ("c", "b"), ("d", "b"), ("x", "x")])

    def test_folding_changes_nothing(self) -> None:
        random = np.random.default_rng(5)
        edges = pa.table({name: pa.array([f"n{n:04d}" for n in random.integers(0, 900, 600)])
                          for name in "ab"})
        whole = batches.forest(edges).sort_by("a")
        with mock.patch.object(batches, "FOLD_ROWS", 50):
            parts = pa.Table.from_batches(batches.contract(iter(edges.to_batches(max_chunksize=40))))
        self.assertEqual(rows(parts.sort_by("a")), rows(whole))
        self.assertEqual(list(batches.contract(iter(()))), [])


class Traced(unittest.TestCase):
    def test_tags_are_followed_and_currencies_kept_apart(self) -> None:
        between = batches.BETWEEN
        table = pa.table({
            "id": [1, 2, 3, 4], "time_us": [1, 2, 3, 4], "amount_minor": [10, 4, 20, 20],
            "payer": [f"v{between}EUR", f"m{between}EUR", f"v{between}USD", f"m{between}USD"],
            "payee": [f"m{between}EUR", f"s{between}EUR", f"m{between}USD", f"s{between}USD"],
            "currency": ["EUR", "EUR", "USD", "USD"], "tag": ["v", None, "v", None]})
        held = {(r["node"].split(between)[0], r["currency"]): r["amount_minor"]
                for r in rows(batches.traced(table, "fifo")) if r["what"] == "holding"}
        self.assertEqual(held, {("m", "EUR"): 6, ("s", "EUR"): 4, ("s", "USD"): 20})

    def test_without_a_seed_nothing_is_traced(self) -> None:
        table = pa.table({"id": [1], "time_us": [1], "amount_minor": [1], "payer": ["a"], "payee": ["b"],
                          "currency": ["EUR"], "tag": pa.nulls(1, pa.string())})
        self.assertEqual(len(batches.traced(table, "fifo")), 0)
