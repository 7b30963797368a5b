"""No damaged file breaks the intake: no crash, no hang, no row lost, nothing written or sent elsewhere."""

from __future__ import annotations

import shutil
import unittest

import mutations
import run
import taking


class MutatedFiles(unittest.TestCase):
    def test_some_hundred_files_are_taken_in_and_every_row_is_accounted_for(self) -> None:
        told = taking.take(range(300))
        self.assertEqual(told.broken, [])
        self.assertGreaterEqual(sum(counts["files"] for counts in told.ways.values()), 280)
        self.assertGreater(sum(counts["records"] for counts in told.ways.values()), 1000)

    @unittest.skipIf(shutil.which("strace") is None, "there is no strace: script/setup --test")
    def test_nothing_is_reached_for_outside_of_the_case(self) -> None:
        ways = {"entities", "formulas", "traversal", "sizes"}
        made = [made for made in map(taking.MADE.mutate, range(1500)) if made.how.split("+")[0] in ways]
        self.assertEqual({one.how.split("+")[0] for one in made}, ways)
        seen, wrong = taking.calls_elsewhere(made)
        self.assertGreater(seen, len(made))
        self.assertEqual(wrong, [])

    def test_a_header_cell_of_seventy_thousand_letters_is_read_in_time(self) -> None:
        rows = mutations.csv_of(mutations.ROWS).replace(b"from_account", b"a" * 70_000, 1)
        made = [taking.Mutated("long.csv", rows, "cells")]
        self.assertEqual(taking.take_files(made, taking.Told(), taking.SECONDS_A_FILE), [])

    def test_a_parquet_table_leaves_the_memory_that_is_allowed_to_the_others(self) -> None:
        head = b"date,payer,payee,amount,currency,purpose\n"
        tables = [head + b"".join(b"2025-01-02,A%d,B%d,%d.50,EUR,%s\n" % (row, row % 97, row, b"%d " % row + b"x" * 900) for row in range(each, each + 4000))
                  for each in range(0, 80_000, 4000)]
        made = [taking.Mutated("a.parquet", mutations.parquet_seed(), "parquet")]
        made += [taking.Mutated(f"{number}.csv", data, "tables") for number, data in enumerate(tables)]
        self.assertEqual(taking.take_files(made, taking.Told(), 60, "1200MiB"), [])

    def test_what_reaches_elsewhere_is_known_in_a_trace(self) -> None:
        for line in ('1 socket(AF_INET, SOCK_STREAM, 0) = 3', '1 execve("/bin/sh", ["sh"], 0x7f) = 0',
                     '1 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3', '1 openat(AT_FDCWD, "/elsewhere/x", O_WRONLY|O_CREAT, 0666) = 3',
                     '1 rename("/b/case/x", "/b/x") = 0'):
            self.assertTrue(taking.reaches_elsewhere(line, "/b/case/"), line)
        for line in ('1 openat(AT_FDCWD, "/usr/share/zoneinfo/UTC", O_RDONLY) = 3', '1 mkdir("/b/case/out", 0777) = 0',
                     '1 exit_group(0) = ?', '1 openat(AT_FDCWD, "/dev/null", O_RDWR) = 3'):
            self.assertFalse(taking.reaches_elsewhere(line, "/b/case/"), line)


class TwentyThousandFilesSlow(unittest.TestCase):
    def test_each_is_taken_in_and_every_row_is_accounted_for(self) -> None:
        self.assertEqual(run.take_many(0, 20_000, ""), 0)
