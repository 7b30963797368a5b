"""Tables in and out: where they are read, what is refused, and that nothing is kept or lost."""

from __future__ import annotations

import datetime as dt
import gc
import unittest
from decimal import Decimal

import cuibono
import pyarrow as pa
from cuibono import _native

UTC_US = pa.timestamp("us", "UTC")


def payments(rows: int = 4) -> pa.Table:
    return pa.table({
        "payer": pa.array([i % 3 for i in range(rows)], pa.uint32()),
        "payee": pa.array([(i + 1) % 3 for i in range(rows)], pa.uint32()),
        "amount_minor": pa.array([100 + i for i in range(rows)], pa.int64()),
        "time": pa.array([i * 1_000_000 for i in range(rows)], UTC_US),
    })


def address(table: pa.Table, column: str) -> int:
    """Where the values of a column of one chunk of 8-byte values begin."""
    chunk = table.column(column).chunk(0)
    return chunk.buffers()[1].address + chunk.offset * (chunk.type.bit_width // 8)


class In(unittest.TestCase):
    def test_values_are_read_where_they_lie(self) -> None:
        table = payments()
        for column, is_time in (("amount_minor", False), ("time", True)):
            where, copied, rows, batches = _native.where_read(table, column, is_time)
            self.assertEqual((where, copied, rows, batches), (address(table, column), False, 4, 1))

    def test_ids_are_read_where_they_lie(self) -> None:
        table = payments()
        self.assertEqual(_native.where_ends_read(table, ["payer", "payee"]),
                         (address(table, "payer"), False))

    def test_slices_are_read_where_they_lie(self) -> None:
        table = payments(10).slice(3, 5)
        where, copied, rows, _ = _native.where_read(table, "amount_minor", False)
        self.assertEqual((where, copied, rows), (address(table, "amount_minor"), False, 5))
        self.assertEqual(cuibono.features(table, dt.timedelta(days=1)).column("payer_in_minor"),
                         cuibono.features(pa.table(table.to_pydict(), schema=table.schema),
                                          dt.timedelta(days=1)).column("payer_in_minor"))

    def test_offsets_of_parent_and_child_add_up(self) -> None:
        numbers = pa.array(range(10), pa.int64()).slice(2)  # the child begins at 2
        struct = pa.StructArray.from_arrays([numbers], ["amount_minor"]).slice(3, 4)  # the parent at 3
        where, copied, rows, _ = _native.where_read(struct, "amount_minor", False)
        self.assertEqual((where, copied, rows), (numbers.buffers()[1].address + 8 * 5, False, 4))

    def test_several_chunks_are_put_together_in_a_copy(self) -> None:
        table = pa.concat_tables([payments(3), payments(2)])
        _, copied, rows, batches = _native.where_read(table, "amount_minor", False)
        self.assertEqual((copied, rows, batches), (True, 5, 2))
        whole = cuibono.trace(table.drop(["time"]), [0])
        one = cuibono.trace(table.drop(["time"]).combine_chunks(), [0])
        self.assertEqual(list(whole.flows), list(one.flows))

    def test_a_bitmap_without_nulls_is_no_copy(self) -> None:
        column = pa.array([1, None, 3], pa.int64()).slice(2)
        self.assertIsNotNone(column.buffers()[0])
        _, copied, _, _ = _native.where_read(pa.table({"a": column}), "a", False)
        self.assertFalse(copied)

    def test_widths_and_decimals(self) -> None:
        for kind in (pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.int32(), pa.uint32(),
                     pa.uint64(), pa.decimal128(20, 0)):
            values = [Decimal(7), Decimal(9)] if pa.types.is_decimal(kind) else [7, 9]
            table = pa.table({"payer": ["a", "b"], "payee": ["b", "c"],
                              "amount_minor": pa.array(values, kind)})
            self.assertEqual(cuibono.trace(table, [0]).balances.column("balance_minor"), [0, 0, 9],
                             kind)
        negative = pa.table({"a": pa.array([Decimal(-5)], pa.decimal128(20, 0))})
        self.assertTrue(_native.where_read(negative, "a", False)[1])
        big = pa.table({"a": pa.array([Decimal(2**63)], pa.decimal128(38, 0))})
        with self.assertRaisesRegex(ValueError, r"table: column a, row 0: beyond 2\^63"):
            _native.where_read(big, "a", False)
        with self.assertRaisesRegex(ValueError, r"row 1: beyond 2\^63"):
            _native.where_read(pa.table({"a": pa.array([1, 2**63], pa.uint64())}), "a", False)

    def test_units_of_time(self) -> None:
        for unit, scale in (("s", 1), ("ms", 1000), ("us", 10**6), ("ns", 10**9)):
            table = payments(3).set_column(
                3, "time", pa.array([-scale, 0, scale], pa.timestamp(unit, "Europe/Vilnius")))
            self.assertEqual(cuibono.features(table).column("since_in_us"),
                             [None, 1_000_000, 1_000_000], unit)
        far = payments(1).set_column(3, "time", pa.array([2**60], pa.timestamp("s")))
        with self.assertRaisesRegex(ValueError, "transfers: column time, row 0"):
            cuibono.features(far)

    def test_texts_of_every_layout(self) -> None:
        names = ["short", "a name that is longer than twelve bytes", "short", "", "żółw"]
        plain = pa.array(names)
        layouts = {
            "string": plain, "large_string": plain.cast(pa.large_string()),
            "string_view": plain.cast(pa.string_view()), "dictionary": plain.dictionary_encode(),
            "sliced": pa.array(["x", *names, "y"]).slice(1, 5),
            "chunked": pa.chunked_array([names[:2], names[2:]]),
            "chunked dictionary": pa.chunked_array(
                [pa.array(names[:2]).dictionary_encode(), pa.array(names[2:]).dictionary_encode()]),
        }
        for layout, column in layouts.items():
            table = pa.table({"from": column, "to": ["end"] * 5})
            self.assertEqual(cuibono.components(table).column("node"),
                             ["short", "a name that is longer than twelve bytes", "", "żółw", "end"],
                             layout)

    def test_ends_as_numbers_and_nothing_stated(self) -> None:
        table = pa.table({"payer": pa.array([10**12, None, -5], pa.int64()),
                          "payee": pa.array([-5, -5, None], pa.int64()),
                          "amount_minor": pa.array([10, 5, 12], pa.int64())})
        traced = cuibono.trace(table, {0: "V1"})
        # The money that left goes to "not stated", and that is not where money comes from.
        self.assertEqual(list(traced.holdings),
                         [{"account": None, "tag": "V1", "amount_minor": 10}])

    def test_refusals_name_column_expected_and_got(self) -> None:
        table = payments()
        floats = table.set_column(2, "amount_minor", pa.array([1.0] * 4))
        cases = [
            (lambda: cuibono.trace(floats, [0]),
             r"transfers: column amount_minor: expected whole numbers .*, got double"),
            (lambda: cuibono.features(table.set_column(3, "time", pa.array(["x"] * 4))),
             r"transfers: column time: expected timestamp.*, got string"),
            (lambda: cuibono.features(table.drop(["time"])),
             r"transfers: expected a column time, got the columns payer, payee, amount_minor"),
            (lambda: cuibono.components(pa.table({"from": [1.5], "to": [2.5]})),
             r"edges: column from: expected texts or whole numbers, got double"),
            (lambda: cuibono.components(pa.table({"from": ["a"], "to": [2]})),
             r"edges: column to: expected texts as in from, got int64"),
            (lambda: cuibono.components([1, 2]),  # type: ignore[arg-type]
             r"edges: expected a table that offers __arrow_c_stream__.*, got list"),
            (lambda: cuibono.components(pa.chunked_array([[1]])),
             r"edges: expected a table of named columns, got one column of int64"),
            (lambda: cuibono.normalise(pa.array([1]), "phone"),
             r"values: column values: expected texts, got int64"),
        ]
        for call, said in cases:
            with self.assertRaisesRegex(TypeError, said):
                call()
        with self.assertRaisesRegex(ValueError, "column amount_minor, row 2: is null"):
            cuibono.trace(table.set_column(2, "amount_minor", pa.array([1, 2, None, 4])), [0])
        with self.assertRaisesRegex(ValueError, "edges: column to, row 0: is null"):
            cuibono.components(pa.table({"from": ["a"], "to": pa.array([None], pa.string())}))
        nulls = pa.StructArray.from_arrays([pa.array([1, 2])], ["a"], mask=pa.array([False, True]))
        with self.assertRaisesRegex(ValueError, "rows that are null as a whole"):
            _native.where_read(nulls, "a", False)

    def test_a_producer_that_fails_is_quoted(self) -> None:
        def batches():  # type: ignore[no-untyped-def]
            yield payments(2).to_batches()[0]
            raise RuntimeError("the disk is gone")

        reader = pa.RecordBatchReader.from_batches(payments().schema, batches())
        with self.assertRaisesRegex(ValueError, "transfers: its producer says.*the disk is gone"):
            cuibono.trace(reader, [0])

    def test_a_capsule_is_read_once(self) -> None:
        class Once:
            capsule = payments().__arrow_c_stream__()

            def __arrow_c_stream__(self, requested_schema: object = None) -> object:
                return self.capsule

        once = Once()
        cuibono.trace(once, [0])
        with self.assertRaisesRegex(ValueError, "was read already"):
            cuibono.trace(once, [0])

    def test_nothing_is_kept_on_any_way_out(self) -> None:
        def work() -> None:
            table = payments(1000)
            cuibono.features(table)
            pa.table(cuibono.trace(table, [0]).flows)
            for bad in (table.drop(["amount_minor"]),
                        table.set_column(2, "amount_minor", pa.array([1.0] * 1000)),
                        table.set_column(2, "amount_minor", pa.array([None] * 1000, pa.int64()))):
                with self.assertRaises((TypeError, ValueError)):
                    cuibono.trace(bad, [0])
            with self.assertRaises(cuibono.BadInput):
                cuibono.trace(table, [5000])

        work()
        gc.collect()
        before = pa.total_allocated_bytes()
        for _ in range(20):
            work()
        gc.collect()
        self.assertEqual(pa.total_allocated_bytes(), before)


class Out(unittest.TestCase):
    def test_no_copy_out_and_the_same_buffer_each_time(self) -> None:
        table = cuibono.features(payments())
        places = [pa.table(table).column("payer_out_minor").chunk(0).buffers()[1].address
                  for _ in range(2)]
        self.assertEqual(places[0], places[1])
        # What went out comes back in where it was.
        self.assertEqual(_native.where_read(table, "payer_out_minor", False)[:2], (places[0], False))

    def test_buffers_outlive_the_table(self) -> None:
        out = pa.table(cuibono.normalise(["+49 30 123456", None], "phone"))
        gc.collect()
        out.validate(full=True)
        self.assertEqual(out.column("selector").to_pylist(), ["tel:+4930123456", None])

    def test_every_type_is_valid_arrow(self) -> None:
        for table in (cuibono.features(payments()), cuibono.normalise(["x"], "email"),
                      cuibono.trace(payments(), [0]).flows,
                      cuibono.features(payments(0)), cuibono.normalise([], "phone")):
            pa.table(table).validate(full=True)
            self.assertEqual(pa.schema(table).names, table.column_names)

    def test_rows_as_python(self) -> None:
        table = cuibono.components(pa.table({"from": ["a"], "to": ["b"]}))
        self.assertEqual(table[-1], {"node": "b", "component": 0, "nodes": 2})
        self.assertEqual(len(table), 2)
        self.assertRaises(IndexError, table.__getitem__, 2)
        self.assertRaises(KeyError, table.column, "nobody")

    def test_html_is_escaped_and_has_no_script(self) -> None:
        evil = '<script>alert("1")</script>&\''
        page = cuibono.components(pa.table({"from": [evil], "to": ["\x1b[31mred"]}))
        self.assertNotIn("<script", page._repr_html_())
        self.assertIn("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;", page._repr_html_())
        self.assertNotIn("\x1b", repr(page))
        self.assertNotIn("color:", page._repr_html_())  # the notebook's ink, dark or light


if __name__ == "__main__":
    unittest.main()
