"""No damaged file breaks the intake: no crash, no hang, no row lost, nothing written or sent elsewhere."""

from __future__ import annotations

import unittest

import taking


class MutatedFiles(unittest.TestCase):
    def test_some_hundred_files_are_taken_in_and_every_row_is_accounted_for(self) -> None:
        told = taking.take(range(300))
        self.assertEqual(told.broken, [])
        self.assertGreaterEqual(sum(counts["files"] for counts in told.ways.values()), 280)
        self.assertGreater(sum(counts["records"] for counts in told.ways.values()), 1000)
