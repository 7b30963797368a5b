"""The job in Spark, local[2], 50,000 transfers: the same rows as one process, and what is said of faults."""

from __future__ import annotations

import json
import shutil
import subprocess
import unittest
from collections import Counter, defaultdict
from pathlib import Path

import compare
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shared

from spark import batches, native
from spark.session import first_words


class Equality(unittest.TestCase):
    def test_every_table_equals_that_of_one_process(self) -> None:
        by_spark, by_one = shared.both()
        self.assertEqual(compare.differences(by_spark, by_one), [])
        for name in compare.TABLES:
            self.assertGreater(len(compare.rows_of(by_spark, name)), 0, name)

    def test_the_comparison_sees_one_changed_value(self) -> None:
        by_spark, by_one = shared.both()
        other = shared.folder() / "changed"
        shutil.copytree(by_one / "features", other / "features")
        table = pq.read_table(other / "features")
        sums = table["payee_in_minor"].to_pylist()
        row = next(n for n, value in enumerate(sums) if value)
        sums[row] += 1
        number = table.schema.get_field_index("payee_in_minor")
        for path in (other / "features").iterdir():
            path.unlink()
        pq.write_table(table.set_column(number, "payee_in_minor", pa.array(sums)),
                       other / "features/a.parquet")
        self.assertIn("features.payee_in_minor", compare.difference(by_spark, other, "features"))

    def test_every_transfer_is_there_once_and_nothing_is_lost(self) -> None:
        out, _ = shared.both()
        for name in ("transfers", "features"):
            ids = pq.read_table(out / name)["id"]
            self.assertEqual((len(ids), len(pc.unique(ids))), (shared.ROWS, shared.ROWS), name)
        given = pq.read_table(shared.world() / "transfers")
        want = {r["currency"]: r["amount_minor_sum"] for r in given.group_by("currency").aggregate(
            [("amount_minor", "sum")]).to_pylist()}
        got: Counter[str] = Counter()
        for row in pq.read_table(out / "pairs").to_pylist():
            got[row["currency"]] += row["amount_minor"]
        self.assertEqual(got, want)

    def test_features_equal_a_walk_back(self) -> None:
        """One process uses the same native module, so a few rows are counted by hand."""
        out, _ = shared.both()
        p = shared.tight()
        rows = pq.read_table(out / "transfers").sort_by([("time_us", "ascending"), ("id", "ascending")])
        listed = rows.to_pylist()
        found = {row["id"]: row for row in pq.read_table(out / "features").to_pylist()}
        received: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, row in enumerate(listed):
            received[row["payee"], row["currency"]].append(number)
        looked_at = 0
        for number in range(40_000, 50_000, 250):
            row = listed[number]
            feature = found[row["id"]]
            if row["payee"] is None or feature["payee_in_count"] is None:
                continue
            before = [listed[n] for n in received[row["payee"], row["currency"]] if n < number and
                      listed[n]["time_us"] >= row["time_us"] - p.window_us]
            self.assertEqual(feature["payee_in_count"], len(before), row)
            self.assertEqual(feature["payee_in_minor"], sum(r["amount_minor"] for r in before), row)
            self.assertEqual(feature["payee_payers"], len({r["payer"] for r in before}), row)
            looked_at += 1
        self.assertGreater(looked_at, 20)


class Conservation(unittest.TestCase):
    def test_what_the_seeds_brought_in_rests_somewhere(self) -> None:
        """Law 1 of trace_fifo (src/money/trace.h), over all communities that were traced."""
        out, _ = shared.both()
        chosen = pq.read_table(out / "chosen")
        sizes = {row["community"]: row["id_count"] for row in chosen.group_by("community").aggregate(
            [("id", "count")]).to_pylist()}
        tags = {row["id"]: row["tag"] for row in pq.read_table(shared.world() / "seeds.parquet").to_pylist()}
        want: Counter[tuple[str, str]] = Counter()
        for row in chosen.to_pylist():
            moves = row["payer"] != row["payee"]  # a payment to oneself tags nothing
            if row["id"] in tags and moves and sizes[row["community"]] <= shared.tight().trace_rows_max:
                want[tags[row["id"]], row["currency"]] += row["amount_minor"]
        got: Counter[tuple[str, str]] = Counter()
        for row in pq.read_table(out / "traced").to_pylist():
            if row["what"] != "flow":
                got[row["tag"], row["currency"]] += row["amount_minor"]
        self.assertGreater(len(want), 3)
        self.assertEqual(got, want)


class Cuts(unittest.TestCase):
    def test_each_limit_that_cut_is_told(self) -> None:
        out, _ = shared.both()
        told = Counter(str(cut["what"]).split(":")[0].split(" of ")[0] for cut in compare.cuts(out))
        for word in ("features", "communities", "seeds", "trace", "case"):
            self.assertGreater(told[word], 0, told)
        for cut in compare.cuts(out):
            self.assertLess(cut["shown"], cut["total"], cut)

    def test_rows_without_features_are_those_that_were_told(self) -> None:
        out, _ = shared.both()
        told = sum(int(str(cut["total"])) for cut in compare.cuts(out)
                   if str(cut["what"]).startswith("features of"))
        rows = pq.read_table(out / "transfers").select(["id", "payer", "payee"])
        table = rows.join(pq.read_table(out / "features").select(
            ["id", "payer_out_count", "payee_in_count"]), "id")
        lost = sum(pc.sum(pc.and_(pc.is_valid(table[end]), pc.is_null(table[count]))).as_py()
                   for end, count in (("payer", "payer_out_count"), ("payee", "payee_in_count")))
        self.assertEqual(lost, told)


class Faults(unittest.TestCase):
    """The faults are of functions that live here; the product has no switch for them."""

    def frame(self, rows: int = 100):  # type: ignore[no-untyped-def]
        return shared.spark().range(rows, numPartitions=1)

    def said(self, work) -> str:  # type: ignore[no-untyped-def]
        try:
            self.frame().mapInArrow(work, "id bigint").collect()
        except Exception as error:
            return first_words(error)
        self.fail("nothing went wrong")

    def test_a_native_crash_names_its_rows_and_the_session_lives_on(self) -> None:
        def crash(found):  # type: ignore[no-untyped-def]
            import ctypes

            for batch in found:
                native.call("features", batch.column(0), lambda: ctypes.string_at(0))
                yield batch

        self.assertEqual(self.said(crash), "the native module crashed: features of rows 0 to 99 100 rows "
                                           "(the worker's process died)")
        self.assertEqual(self.frame().count(), 100)

    def test_an_error_names_its_rows(self) -> None:
        def fail(found):  # type: ignore[no-untyped-def]
            for batch in found:
                native.call("trace", batch.column(0), lambda: [][0])
                yield batch

        self.assertEqual(self.said(fail), "trace: rows 0 to 99 (100 rows): IndexError: list index out of "
                                          "range")

    def test_a_missing_module_is_told_with_worker_and_interpreter(self) -> None:
        def without(found):  # type: ignore[no-untyped-def]
            import sys

            sys.modules["cuibono"] = None  # type: ignore[assignment]
            try:
                for batch in found:
                    native.module()
                    yield batch
            finally:
                del sys.modules["cuibono"]

        self.assertRegex(self.said(without), r"^the native module cuibono cannot be loaded on worker \S+ "
                                             r"by \S*python\S*: .*Install its wheel there")

    def test_a_null_that_no_footer_told_names_its_row(self) -> None:
        p = shared.tight()

        def nulls(found):  # type: ignore[no-untyped-def]
            for batch in found:
                table = pa.table({"id": batch.column(0), "time_us": pa.nulls(len(batch), pa.int64())})
                batches.normal_calls(table, p)
                yield batch

        self.assertIn("column time_us: expected a value in every row, got null in the row with id 0",
                      self.said(nulls))


class Case(unittest.TestCase):
    """What leaves the job is taken in by the program, and its sums are the same."""

    def test_a_case_of_the_output_runs_and_its_sums_are_equal(self) -> None:
        program = shared.ROOT / "build/release/cuibono"
        if not program.exists():
            self.skipTest("the program is not built")
        out, _ = shared.both()
        transfers = pq.read_table(out / "case/chosen.parquet")
        want = {r["currency"]: str(r["amount_minor_sum"]) for r in transfers.group_by(
            "currency").aggregate([("amount_minor", "sum")]).to_pylist()}
        for name in ("transfers.parquet", "transfers.jsonl"):
            case = shared.folder() / f"case of {name}"
            for words in (["init", str(case)],
                          ["-C", str(case), "add", "--link", "--source", "job", "--jurisdiction", "DE",
                           str(out / "case" / name)], ["-C", str(case), "run"]):
                done = subprocess.run([str(program), *words], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
            item = json.loads((case / "out/intake.json").read_text())["items"][0]
            self.assertEqual((item["kind"], item["records"], item["quarantined"]),
                             ("transfers", len(transfers), 0), name)
            self.assertEqual({t["currency"]: t["amount_minor"] for t in item["totals"]}, want, name)
            if name.endswith("jsonl"):  # the Python package reads no Parquet
                self.assertEqual(events_of(case), rows_of(transfers))


def events_of(case: Path) -> Counter[tuple[object, ...]]:
    """The transfers that the engine read from a case, as its Python package tells them."""
    import cuibono

    table = pa.table(cuibono.open(str(case)).transfers)
    times = table["time"].cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    return Counter(zip(times.to_pylist(), *(table[name].to_pylist() for name in (
        "payer", "payee", "amount_minor", "currency")), strict=True))


def rows_of(transfers: pa.Table) -> Counter[tuple[object, ...]]:
    return Counter(zip(*(transfers[name].to_pylist() for name in (
        "time_us", "payer", "payee", "amount_minor", "currency")), strict=True))
