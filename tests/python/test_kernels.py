"""The kernels through Python: against plain loops, and with every library that makes tables."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import threading
import time
import unittest
from collections.abc import Callable
from typing import Any

import cuibono
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

UTC_US = pa.timestamp("us", "UTC")


def world(seed: int, rows: int = 60) -> pa.Table:
    draw = random.Random(seed)
    now, lines = 0, []
    for _ in range(rows):
        now += draw.choice((0, 1, 3600, 86_400)) * 1_000_000
        lines.append((f"account {draw.randrange(6)}", f"account {draw.randrange(6)}",
                      draw.randrange(1, 10), now))
    draw.shuffle(lines)  # the kernels put them in order of time
    payer, payee, amount, times = zip(*lines)
    return pa.table({"payer": payer, "payee": payee, "amount_minor": pa.array(amount, pa.int64()),
                     "time": pa.array(times, UTC_US)})


def plain_fifo(table: pa.Table, seeds: set[int]) -> dict[str, int]:
    """Clayton's rule with queues of (tagged, amount)."""
    rows = sorted(enumerate(table.to_pylist()), key=lambda row: row[1]["time"])
    queues: dict[str, list[list[Any]]] = {}
    for place, row in rows:
        left, moved = row["amount_minor"], []
        if row["payer"] == row["payee"]:
            continue
        queue = queues.setdefault(row["payer"], [])
        while left and queue:
            part = min(left, queue[0][1])
            moved.append([queue[0][0], part])
            queue[0][1] -= part
            left -= part
            if not queue[0][1]:
                queue.pop(0)
        moved.append([False, left])
        if place in seeds:
            moved = [[True, row["amount_minor"]]]
        queues.setdefault(row["payee"], []).extend(moved)
    return {account: total for account, queue in queues.items()
            if (total := sum(part for tagged, part in queue if tagged))}


def plain_features(table: pa.Table, window: dt.timedelta) -> list[dict[str, Any]]:
    rows = sorted(enumerate(table.to_pylist()), key=lambda row: row[1]["time"])
    out: list[dict[str, Any]] = [{} for _ in rows]
    for at, (place, row) in enumerate(rows):
        before = [other for _, other in rows[:at] if row["time"] - other["time"] <= window]
        paid = [o for o in before if o["payer"] == row["payer"]]
        got = [o for o in before if o["payee"] == row["payee"]]
        received = [o for o in before if o["payee"] == row["payer"]]
        out[place] = {
            "payer_out_count": len(paid), "payer_payees": len({o["payee"] for o in paid}),
            "payer_out_minor": sum(o["amount_minor"] for o in paid),
            "payee_in_count": len(got), "payee_payers": len({o["payer"] for o in got}),
            "payee_in_minor": sum(o["amount_minor"] for o in got),
            "payer_in_count": len(received),
            "payer_in_minor": sum(o["amount_minor"] for o in received)}
    return out


class Answers(unittest.TestCase):
    def test_trace_fifo_is_the_plain_loop(self) -> None:
        for seed in range(30):
            table = world(seed)
            rows = {1, 5, 20}
            traced = cuibono.trace(table, rows)
            found = {row["account"]: row["amount_minor"] for row in traced.holdings}
            self.assertEqual(found, plain_fifo(table, rows), f"seed {seed}")

    def test_trace_conserves_each_tag_under_both_rules(self) -> None:
        for seed in range(30):
            table = world(seed)
            seeds = {1: "V1", 5: "V2", 20: "V1"}
            amounts = table.column("amount_minor").to_pylist()
            ends = list(zip(table.column("payer").to_pylist(), table.column("payee").to_pylist()))
            for rule in ("fifo", "prorata"):
                traced = cuibono.trace(table, seeds, rule)  # type: ignore[arg-type]
                for tag in ("V1", "V2"):
                    put_in = sum(amounts[row] for row, name in seeds.items()
                                 if name == tag and ends[row][0] != ends[row][1])
                    rests = sum(row["amount_minor"] for t in (traced.holdings, traced.displaced)
                                for row in t if row["tag"] == tag)
                    self.assertEqual(rests, put_in, f"seed {seed}, {rule}, {tag}")

    def test_seeds_as_rows_mapping_and_table_agree(self) -> None:
        table = world(1)
        mapping = cuibono.trace(table, {3: "seed", 4: "seed"})
        for seeds in ([4, 3], pa.table({"transfer": [3, 4]}),
                      pl.DataFrame({"transfer": [3, 4], "tag": ["seed", "seed"]})):
            self.assertEqual(list(cuibono.trace(table, seeds).flows), list(mapping.flows))
        with self.assertRaises(cuibono.BadInput) as caught:
            cuibono.trace(table, [3, 3])
        self.assertEqual(caught.exception.where, "row 3")
        with self.assertRaises(cuibono.BadInput) as caught:
            cuibono.trace(table, [60])
        self.assertEqual((caught.exception.code, caught.exception.where), ("bad_input", "row 60"))
        self.assertIn("60 rows", caught.exception.help)
        with self.assertRaises(cuibono.UsageError):
            cuibono.trace(table, [1], "lifo")  # type: ignore[arg-type]

    def test_currencies_do_not_mix(self) -> None:
        table = world(1, 3).append_column("currency", pa.array(["EUR", "EUR", "GBP"]))
        with self.assertRaisesRegex(ValueError, "column currency, row 2: another currency"):
            cuibono.trace(table, [0])
        cuibono.trace(table.slice(0, 2), [0])

    def test_features_are_the_plain_loop(self) -> None:
        for seed in range(20):
            for window in (dt.timedelta(0), dt.timedelta(days=1), dt.timedelta(days=7)):
                found = cuibono.features(world(seed), window)
                for row, expected in zip(found, plain_features(world(seed), window)):
                    self.assertEqual({key: row[key] for key in expected}, expected,
                                     f"seed {seed}, window {window}")

    def test_shapes_are_the_plain_loop(self) -> None:
        for seed in range(20):
            table, window = world(seed), dt.timedelta(days=2)
            found = list(cuibono.shapes(table, window, longest=4))
            rows = sorted(enumerate(table.to_pylist()), key=lambda row: row[1]["time"])
            for at, (place, row) in enumerate(rows):
                here = [o for _, o in rows[:at + 1] if row["time"] - o["time"] < window
                        and o["payer"] != o["payee"] and row["payer"] != row["payee"]]
                payers = {o["payer"] for o in here if o["payee"] == row["payee"]}
                self.assertEqual(found[place]["payers_in"], len(payers), f"seed {seed}")
                self.assertEqual(found[place]["payments_out"],
                                 sum(o["payer"] == row["payer"] for o in here), f"seed {seed}")
                back = [o for _, o in rows[:at] if row["time"] > o["time"] >= row["time"] - window]
                pairs = any(o["payer"] == row["payee"] and o["payee"] == row["payer"]
                            for o in back) and row["payer"] != row["payee"]
                self.assertEqual(found[place]["temporal_cycles_2"], int(pairs), f"seed {seed}")
                self.assertEqual(found[place]["short_cycles_2"], int(pairs), f"seed {seed}")
                paid = [o["amount_minor"] for i, (_, o) in enumerate(rows[:at + 1])
                        if o["payer"] == row["payer"]
                        and (at == 0 or i == at or rows[at - 1][1]["time"] - o["time"] <= window)]
                self.assertEqual(found[place]["payer_out_sum_minor"], sum(paid), f"seed {seed}")
                mean = sum(paid) / len(paid)
                self.assertAlmostEqual(found[place]["payer_out_variance"],
                                       sum((x - mean) ** 2 for x in paid) / len(paid),
                                       delta=1e-6 * (1 + mean ** 2))
        with self.assertRaisesRegex(cuibono.BadInput, "2 to 16"):
            cuibono.shapes(world(1), longest=1)
        with self.assertRaisesRegex(TypeError, "expected a column time"):
            cuibono.shapes(world(1).drop(["time"]))

    def test_components_are_the_plain_loop(self) -> None:
        for seed in range(30):
            draw = random.Random(seed)
            edges = [(draw.randrange(40), draw.randrange(40)) for _ in range(25)]
            groups: list[set[int]] = []
            for a, b in edges:
                joined = {a, b}.union(*(g for g in groups if g & {a, b}))
                groups = [g for g in groups if not g & {a, b}] + [joined]
            table = pa.table({"from": [a for a, _ in edges], "to": [b for _, b in edges]})
            found: dict[int, set[int]] = {}
            for row in cuibono.components(table):
                found.setdefault(row["component"], set()).add(row["node"])
                self.assertEqual(row["nodes"], len(next(g for g in groups if row["node"] in g)))
            self.assertEqual(sorted(map(sorted, found.values())), sorted(map(sorted, groups)))

    def test_a_number_takes_over_the_handset(self) -> None:
        day = 86_400_000_000
        lines = [("old", f"friend {i % 4}", i * day // 4, "handset") for i in range(20)]
        lines += [("new", f"friend {i % 4}", 6 * day + i * day // 4, "handset") for i in range(20)]
        caller, callee, times, imei = zip(*lines)
        found = list(cuibono.successions(pa.table({
            "caller": caller, "callee": callee, "time": pa.array(times, UTC_US), "imei": imei})))
        self.assertEqual([(row["kind"], row["old"], row["new"], row["by"]) for row in found],
                         [("number", "old", "new", "handset")])
        self.assertLess(found[0]["old_last"], found[0]["new_first"])

    def test_normal_forms(self) -> None:
        written = ["0049 30 123456", "+49-30-123456", None, "hello"]
        for values in (written, pa.array(written), pl.Series(written), pa.chunked_array([written])):
            found = cuibono.normalise(values, "phone")
            self.assertEqual(found.column("selector"), ["tel:+4930123456", "tel:+4930123456", None,
                                                        "local:table.tel:hello"])
        self.assertEqual(cuibono.normalise(["030 123456"], "phone", "DE").column("selector"),
                         ["tel:+4930123456"])
        self.assertEqual(cuibono.normalise(["de89 3704 0044 0532 0130 00"], "iban")[0]["validity"],
                         "valid")
        self.assertEqual(cuibono.normalise(["+999 1234 5678"], "phone")[0]["validity"], "plausible")
        self.assertEqual(
            cuibono.normalise(["+999 1234 5678"], "phone", simulated=True)[0]["validity"], "valid")
        with self.assertRaises(cuibono.UsageError):
            cuibono.normalise(["x"], "shoe size")

    def test_threads_do_not_matter(self) -> None:
        values = [f"+49 30 {i % 5000:07d}" for i in range(20_000)]
        self.assertEqual(pa.table(cuibono.normalise(values, "phone", threads=1)),
                         pa.table(cuibono.normalise(values, "phone", threads=8)))


class Libraries(unittest.TestCase):
    table = world(7)
    calls = pa.table({"caller": ["a", "b"], "callee": ["b", "c"],
                      "time": pa.array([0, 1], UTC_US), "duration_s": [5, None]})

    def each(self, check: Callable[[Any, Any], None]) -> None:
        duck = duckdb.connect()
        duck.register("transfers", self.table)
        duck.register("calls", self.calls)
        makers: dict[str, tuple[Any, Any]] = {
            "pyarrow": (self.table, self.calls),
            "record batch": (self.table.combine_chunks().to_batches()[0], self.calls.to_batches()[0]),
            "polars": (pl.from_arrow(self.table), pl.from_arrow(self.calls)),
            "pandas": (self.table.to_pandas(), self.calls.to_pandas().astype({"duration_s": "Int64"})),
            "duckdb": (duck.sql("select * from transfers"), duck.sql("select * from calls")),
        }
        for name, (transfers, calls) in makers.items():
            with self.subTest(name):
                check(transfers, calls)

    def test_every_library_gets_the_same_answers(self) -> None:
        flows = list(cuibono.trace(self.table, [1]).flows)
        described = list(cuibono.features(self.table))
        parts = list(cuibono.components(self.table, source="payer", target="payee"))

        def check(transfers: Any, calls: Any) -> None:
            self.assertEqual(list(cuibono.trace(transfers, [1]).flows), flows)
            self.assertEqual(list(cuibono.features(transfers)), described)
            self.assertEqual(
                list(cuibono.components(transfers, source="payer", target="payee")), parts)
            self.assertEqual(len(cuibono.successions(calls)), 0)

        self.each(check)

    def test_every_library_reads_the_answers(self) -> None:
        flows = cuibono.trace(self.table, [1]).flows
        expected = [row["amount_minor"] for row in flows]
        self.assertEqual(pa.table(flows).column("amount_minor").to_pylist(), expected)
        self.assertEqual(pl.DataFrame(flows)["amount_minor"].to_list(), expected)
        self.assertEqual(list(pd.DataFrame.from_arrow(flows)["amount_minor"]), expected)
        self.assertEqual(
            [row[0] for row in duckdb.sql("select amount_minor from flows").fetchall()], expected)


class Interrupt(unittest.TestCase):
    def test_ctrl_c_ends_a_long_kernel_within_a_second(self) -> None:
        # Distinct numbers, each of which a numbering plan is asked about: half a minute of work.
        values = pa.array([f"+4930{i:08d}" for i in range(1_000_000)])
        pressed: list[float] = []

        def press() -> None:
            pressed.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

        timer = threading.Timer(1.0, press)
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            cuibono.normalise(values, "phone", threads=1)
        self.assertLess(time.monotonic() - pressed[0], 1.0)
        timer.join()

    def test_other_threads_run_meanwhile(self) -> None:
        values = [f"+4930{i:08d}" for i in range(20_000)]
        done = threading.Event()
        thread = threading.Thread(
            target=lambda: (cuibono.normalise(values, "phone", threads=1), done.set()))
        thread.start()
        steps = 0
        while not done.wait(0.001):
            steps += 1
        thread.join()
        self.assertGreater(steps, 10)  # with the interpreter held there would be next to none


if __name__ == "__main__":
    unittest.main()
