"""The counting of tools/run_tests.py, on small programs that end well, fail, skip, crash, leak, hang."""

from __future__ import annotations

import tempfile
import unittest
from collections import Counter
from pathlib import Path
from unittest import mock

import run_tests
from run_tests import Job

REPORT = """<?xml version="1.0"?>
<testsuites>
  <testsuite name="Money">
    <testcase name="Adds" classname="Money" status="run" result="completed" time="0.5" />
    <testcase name="Splits" classname="Money" status="run" result="completed" time="0">
      <failure message="src/money/x_test.cc:7&#x0A;Expected 1" type=""></failure>
      <failure message="src/money/x_test.cc:8&#x0A;Expected 2" type=""></failure>
    </testcase>
    <testcase name="Big" classname="Money" status="run" result="skipped" time="0">
      <skipped message="src/money/x_test.cc:9&#x0A;the data is not here"></skipped>
    </testcase>
    <testcase name="Other" classname="Money" status="notrun" result="suppressed" time="0" />
  </testsuite>
</testsuites>
"""
CLEAN = REPORT.replace("<failure", "<property").replace("</failure", "</property")
CRASH = """echo '[ RUN      ] Money.Adds'
echo '[       OK ] Money.Adds (0 ms)'
echo '[ RUN      ] Money.Big'
echo '[  SKIPPED ] Money.Big (0 ms)'
echo '[ RUN      ] Money.Splits'
echo 'Segmentation fault'
kill -SEGV $$
"""
WRITE = """for word in "$@"; do case "$word" in --gtest_output=xml:*) out="${{word#*xml:}}" ;; esac; done
cat > "$out" <<'END'
{report}END
exit {code}
"""


class Runner(unittest.TestCase):
    def run_program(self, script: str, minutes_max: float = 1) -> list[run_tests.Verdict]:
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "build/dev/money_tests"
            program.parent.mkdir(parents=True)
            program.write_text("#!/usr/bin/env bash\n" + script)
            program.chmod(0o755)
            with mock.patch.object(run_tests, "ROOT", Path(folder)):
                job = Job("dev", "money_tests", "*", minutes_max=minutes_max)
                return run_tests.run_job(job)[1]

    def count(self, verdicts: list[run_tests.Verdict]) -> Counter[str]:
        return Counter(v.status for v in verdicts)

    def test_counts_single_tests(self) -> None:
        verdicts = self.run_program(WRITE.format(report=REPORT, code=1))
        self.assertEqual(self.count(verdicts), {"passed": 1, "failed": 1, "skipped": 1})
        self.assertEqual([v.name for v in verdicts],
                         ["dev.Money.Adds", "dev.Money.Splits", "dev.Money.Big"])

    def test_a_skip_keeps_its_reason(self) -> None:
        verdicts = self.run_program(WRITE.format(report=REPORT, code=1))
        self.assertEqual([v.lines for v in verdicts if v.status == "skipped"],
                         [["the data is not here"]])

    def test_a_leak_after_the_last_test_fails(self) -> None:
        self.assertEqual(self.count(self.run_program(WRITE.format(report=CLEAN, code=0))),
                         {"passed": 2, "skipped": 1})
        self.assertEqual(self.count(self.run_program(WRITE.format(report=CLEAN, code=23))),
                         {"passed": 2, "skipped": 1, "failed": 1})

    def test_a_crash_fails_and_names_the_test(self) -> None:
        verdicts = self.run_program(CRASH)
        self.assertEqual(self.count(verdicts), {"passed": 1, "skipped": 1, "failed": 1})
        self.assertEqual(verdicts[-1].name, "dev.Money.Splits")
        self.assertIn("SIGSEGV", verdicts[-1].lines[0])

    def test_a_program_that_hangs_is_stopped_and_fails(self) -> None:
        verdicts = self.run_program("echo '[ RUN      ] Money.Adds'\nsleep 60\n", 0.005)
        self.assertEqual(self.count(verdicts), {"failed": 1})
        self.assertIn("stopped", verdicts[0].lines[0])

    def test_a_program_without_a_word_fails(self) -> None:
        self.assertEqual(self.count(self.run_program("exit 0\n")), {"failed": 1})


if __name__ == "__main__":
    unittest.main()
