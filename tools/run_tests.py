#!/usr/bin/env python3
"""Runs all that script/test has built and counts single tests. script/test calls it; its last line is
"N passed, N failed, N skipped".

    tools/run_tests.py [--slow] [--only NAME]

Which test runs where is told by the name of its suite:
    …Release   needs speed or much data: in the release build
    …Slow      takes minutes: in the release build, with --slow only
    others     in the development build (AddressSanitizer, UndefinedBehaviorSanitizer);
               those of core, network and money also under ThreadSanitizer
"""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import check_house
import tidy
from check_house import ROOT, Verdict, show

RELEASE = "*Release.*:*Release/*"
SLOW = "*Slow.*:*Slow/*"
CROSS_SHARDS = os.cpu_count() or 1
SHARDED = {"cross_tests", "evidence_tests", "money_tests"}  # the longest
LAWS = "*Law*:*EqualsTheTwin*:*OracleT09*"
WORLDS_SLOW = 100_000  # random worlds a law, with --slow
MINUTES_MAX = {"dev": 15, "tsan": 15, "release": 15, "slow": 120}


@dataclass(frozen=True)
class Job:
    """One start of one test program."""

    build: str  # release, dev, tsan
    program: str
    chosen: str  # a GoogleTest filter
    shard: int = 0
    shards: int = 1
    minutes_max: float = 10
    worlds: int = 0  # random worlds a law; 0: as the tests have it

    @property
    def label(self) -> str:
        part = f".{self.shard + 1}of{self.shards}" if self.shards > 1 else ""
        part += f".{self.worlds}_worlds" if self.worlds else ""
        return f"{self.build}.{self.program}{part}"


def parse_report(path: Path, label: str) -> list[Verdict]:
    """The verdicts of a GoogleTest XML report."""
    verdicts = []
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            if case.get("status") != "run":
                continue
            name = f"{label.split('.')[0]}.{case.get('classname')}.{case.get('name')}"
            failures = [f.get("message") or "" for f in case.iter("failure")]
            skips = [s.get("message") or "" for s in case.iter("skipped")]
            seconds = float(case.get("time") or 0)
            if failures:
                verdicts.append(Verdict(name, "failed", "\n".join(failures).split("\n"), seconds))
            elif skips or case.get("result") == "skipped":
                reason = re.sub(r"^\S+:\d+\n", "", "\n".join(skips)).strip() or "no reason given"
                verdicts.append(Verdict(name, "skipped", [reason.split("\n")[0]], seconds))
            else:
                verdicts.append(Verdict(name, "passed", [], seconds))
    return verdicts


def crash_verdict(job: Job, said: str, how: str) -> Verdict:
    """For a program that did not come to its end: which test it was in, and its last words."""
    started = re.findall(r"^\[ RUN      \] (\S+)", said, re.MULTILINE)
    ended = set(re.findall(r"^\[  (?:     OK|FAILED |SKIPPED) \] (\S+?),? ", said + " ", re.MULTILINE))
    inside = [name for name in started if name not in ended]
    name = inside[-1] if inside else "(before or after all tests)"
    return Verdict(f"{job.build}.{name}", "failed", [f"{job.label} {how}", *said.split("\n")[-40:]])


def count_before_crash(job: Job, said: str) -> list[Verdict]:
    """A crashed program writes no report; what it had said passed has passed."""
    passed = re.findall(r"^\[       OK \] (\S+) ", said, re.MULTILINE)
    failed = re.findall(r"^\[  FAILED  \] (\S+?),? .*\(\d+ ms\)$", said, re.MULTILINE)
    skipped = re.findall(r"^\[  SKIPPED \] (\S+) \(\d+ ms\)$", said, re.MULTILINE)
    return [*(Verdict(f"{job.build}.{n}", "passed") for n in passed),
            *(Verdict(f"{job.build}.{n}", "skipped", ["its program crashed later"])
              for n in skipped),
            *(Verdict(f"{job.build}.{n}", "failed", ["see the output of the program"])
              for n in failed)]


def environment(scratch: Path) -> dict[str, str]:
    env = dict(os.environ, TEST_TMPDIR=str(scratch), TMPDIR=str(scratch),
               UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1", TSAN_OPTIONS="halt_on_error=1",
               GTEST_COLOR="no")
    if "CUIBONO_DATA" not in env and not (ROOT / "../shared/data").is_dir():
        # A second work tree of the same repository stands elsewhere; the data is beside the first.
        asked = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--git-common-dir"],
                               capture_output=True, text=True, check=False).stdout.strip()
        data = (ROOT / asked).resolve().parent.parent / "shared/data"
        if asked and data.is_dir():
            env["CUIBONO_DATA"] = str(data)
    return env


def run_job(job: Job) -> tuple[Job, list[Verdict], float]:
    began = time.monotonic()
    folder = ROOT / "build" / job.build
    report = folder / "reports" / f"{job.label}.xml"
    scratch = folder / "scratch" / job.label
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    env = environment(scratch)
    if job.shards > 1:
        env |= {"GTEST_TOTAL_SHARDS": str(job.shards), "GTEST_SHARD_INDEX": str(job.shard)}
    if job.worlds:
        env["CUIBONO_WORLDS"] = str(job.worlds)
    command = [str(folder / job.program), f"--gtest_filter={job.chosen}",
               f"--gtest_output=xml:{report}"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    try:
        said, _ = process.communicate(timeout=job.minutes_max * 60)
        how = f"ended with {describe(process.returncode)} and no report"
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        how = f"was stopped after {job.minutes_max} minutes"
    if report.exists():
        verdicts = parse_report(report, job.label)
        if process.returncode != 0 and not any(v.status == "failed" for v in verdicts):
            verdicts.append(crash_verdict(job, said, f"ended with {describe(process.returncode)}"))
    else:
        verdicts = [*count_before_crash(job, said), crash_verdict(job, said, how)]
    if not any(v.status == "failed" for v in verdicts):
        shutil.rmtree(scratch, ignore_errors=True)
    return job, verdicts, time.monotonic() - began


def describe(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"


def programs(build: str) -> list[str]:
    listed = ROOT / "build" / build / "test_programs.txt"
    return listed.read_text().split() if listed.exists() else []


def jobs_of(slow: bool, only: str, timed: set[str]) -> tuple[list[Job], list[Job]]:
    """The jobs that may run side by side, and those that are timed and run alone."""
    chosen = f"*{only}*" if only else "*"
    fast = f"{chosen}-{RELEASE}:{SLOW}"
    together, alone = [], []
    for build in ("dev", "tsan"):
        for program in programs(build):
            shards = CROSS_SHARDS if program in SHARDED else 1
            together += [Job(build, program, fast, n, shards, MINUTES_MAX[build])
                         for n in range(shards)]
    for program in sorted(timed.intersection(programs("release"))):
        alone += [Job("release", program, words, 0, 1, MINUTES_MAX["slow" if slow else "release"])
                  for words in timed_filters(program, slow, only)]
    if slow and (not only or only in "money_laws") and "money_tests" in programs("release"):
        alone += [Job("release", "money_tests", LAWS, n, CROSS_SHARDS, MINUTES_MAX["slow"], WORLDS_SLOW)
                  for n in range(CROSS_SHARDS)]
    together.sort(key=lambda job: job.program not in SHARDED)  # the longest first
    return together, alone


def timed_filters(program: str, slow: bool, only: str) -> list[str]:
    """GoogleTest filters cannot say "and", so the names are asked for and chosen here."""
    wanted = f"{RELEASE}:{SLOW}" if slow else f"{RELEASE}-{SLOW}"
    listed = subprocess.run([str(ROOT / "build/release" / program), "--gtest_list_tests",
                             f"--gtest_filter={wanted}"],
                            capture_output=True, text=True, check=True).stdout
    names, suite = [], ""
    for line in listed.split("\n"):
        word = line.split("#")[0].strip()
        if line.startswith("  "):
            names.append(suite + word)
        elif word.endswith("."):
            suite = word
    names = [name for name in names if only in name]
    return [":".join(names)] if names else []


def timed_sources() -> dict[str, set[str]]:
    """Test programs that hold a …Release or …Slow suite, found in the sources: {kind: programs}."""
    found: dict[str, set[str]] = {"Release": set(), "Slow": set()}
    for path in [*ROOT.glob("src/*/*_test.cc"), *ROOT.glob("tests/*.cc")]:
        program = "cross_tests" if path.parent.name == "tests" else f"{path.parent.name}_tests"
        for kind in re.findall(r"\bTEST(?:_F|_P)?\(\s*\w*(Release|Slow)\s*,", path.read_text()):
            found[kind].add(program)
    return found


def run_jobs(together: list[Job], alone: list[Job], began: float) -> list[Verdict]:
    verdicts: list[Verdict] = []

    def take(job: Job, found: list[Verdict], seconds: float) -> None:
        bad = [v for v in found if v.status == "failed"]
        passed = sum(v.status == "passed" for v in found)
        skipped = [v for v in found if v.status == "skipped"]
        print(f"  {job.label:<36}{passed} passed"
              + (f", {len(bad)} failed" if bad else "")
              + (f", {len(skipped)} skipped" if skipped else "")
              + f"  {seconds:.1f} s (at {clock(began)})", flush=True)
        for verdict in bad:
            show(verdict)
            print(f"    again: build/{job.build}/{job.program} "
                  f"--gtest_filter='{verdict.name.removeprefix(job.build + '.')}'")
        verdicts.extend(found)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for future in concurrent.futures.as_completed([pool.submit(run_job, j) for j in together]):
            take(*future.result())
    for job in alone:
        take(*run_job(job))
    return verdicts


def clock(began: float) -> str:
    seconds = int(time.monotonic() - began)
    return f"{seconds // 60}:{seconds % 60:02d}"


def house_verdicts(only: str) -> list[Verdict]:
    names = [n for n in check_house.REGISTRY if only.lower() in f"house.{n}.planted"]
    plain = [n for n in names if only.lower() in f"house.{n}"]
    verdicts = check_house.run_checks(plain) + check_house.run_planted(names)
    verdicts += runner_verdicts(only)
    for verdict in verdicts:
        if verdict.status != "passed" or verdict.lines:
            show(verdict)
    return verdicts


def runner_verdicts(only: str) -> list[Verdict]:
    """tests/house/test_runner.py: whether this program counts rightly."""
    import test_runner  # it imports this module

    verdicts = []
    for case in unittest.defaultTestLoader.loadTestsFromModule(test_runner)._tests[0]:
        name = f"house.runner.{case._testMethodName}"
        if only.lower() not in name:
            continue
        began = time.monotonic()
        result = unittest.TestResult()
        case.run(result)
        said = [line for _, text in result.errors + result.failures for line in text.split("\n")]
        verdicts.append(Verdict(name, "failed" if said else "passed", said,
                                time.monotonic() - began))
    return verdicts


def run_outside(name: str, words: list[str], only: str, minutes: float = 30) -> list[Verdict]:
    """A program that prints a verdict a line, as JSON (tests/verdicts.py). One that ends badly without a
    failed test, or prints nothing at all, is a failure of its own."""
    began = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False,
                          timeout=60 * minutes)
    verdicts = [Verdict(**json.loads(line)) for line in done.stdout.splitlines()]
    told = any(v.status == "failed" for v in verdicts)
    if (done.returncode != 0 and not (told and done.returncode == 1)) or (not verdicts and not only):
        verdicts.append(Verdict(name, "failed", [f"exit {done.returncode}",
                                                 *done.stderr.split("\n")[-20:]],
                                time.monotonic() - began))
    for verdict in verdicts:
        if verdict.status != "passed":
            show(verdict)
    if verdicts:
        print(f"  {name:<36}{sum(v.status == 'passed' for v in verdicts)} passed  "
              f"{time.monotonic() - began:.1f} s", flush=True)
    return verdicts


def skip(name: str, reason: str, only: str) -> list[Verdict]:
    return [Verdict(name, "skipped", [reason])] if only.lower() in name else []


def outside_verdicts(folder: str, only: str, slow: bool = False) -> list[Verdict]:
    """tests/outputs: what the built program writes, as another program would read it; tests/server: what it
    answers, as a browser would ask.

    They need jsonschema and yaml, which Debian gives to its own interpreter.
    """
    def has_both(python: str) -> bool:
        return subprocess.run([python, "-c", "import jsonschema, yaml"], capture_output=True,
                              check=False).returncode == 0

    choices = [p for p in (sys.executable, "/usr/bin/python3") if shutil.which(p)]
    python = next(filter(has_both, choices), sys.executable)
    words = [python, str(ROOT / "tests/outputs/run.py"), *(["--slow"] if slow else []), only, folder]
    return run_outside(folder, words, only, MINUTES_MAX["slow"] if slow else 30)


def page_verdicts(only: str) -> list[Verdict]:
    """web/tests: the page as a reader uses it, in a browser, against the built program."""
    node = shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/playwright-core").is_dir():
        return skip("page", "node or web/node_modules is missing; script/setup installs them", only)
    return run_outside("page", [node, str(ROOT / "web/tests/run.mjs"), only], only)


def python_verdicts(only: str) -> list[Verdict]:
    """tests/python: the package, installed from the wheel of this tree in .venv-test."""
    python = ROOT / ".venv-test/bin/python"
    return run_outside("python", [str(python), str(ROOT / "tests/python/run.py"), only], only)


def spark_verdicts(only: str, slow: bool) -> list[Verdict]:
    """tests/spark: the job of script/spark, in the environment that script/setup --test makes for it."""
    python = ROOT / ".venv-spark/bin/python"
    if not python.exists() or not (ROOT / ".venv-spark/.native").exists():
        return skip("spark", ".venv-spark is not whole: script/spark setup", only)
    if not shutil.which("java"):
        return skip("spark", "there is no java: script/setup --test", only)
    words = [str(python), str(ROOT / "tests/spark/run.py"), *(["--slow"] if slow else []), only]
    return run_outside("spark", words, only, MINUTES_MAX["slow" if slow else "release"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/test")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--timed-programs", action="store_true",
                        help="print which programs the release build needs, and stop")
    options = parser.parse_args()
    timed = timed_sources()
    timed_programs = timed["Release"] | (timed["Slow"] | {"money_tests"} if options.slow else set())
    if options.timed_programs:
        print(" ".join(sorted(timed_programs)))
        return 0

    began = time.monotonic()
    print("  house rules", flush=True)
    verdicts = house_verdicts(options.only)
    verdicts += tidy.verdicts(ROOT, options.only)
    for folder in ("outputs", "server", "hostile"):
        verdicts += outside_verdicts(folder, options.only, options.slow)
    verdicts += page_verdicts(options.only)
    verdicts += python_verdicts(options.only)
    verdicts += spark_verdicts(options.only, options.slow)
    together, alone = jobs_of(options.slow, options.only, timed_programs)
    tests = run_jobs(together, alone, began)
    verdicts += tests
    if not tests and not options.only:
        verdicts.append(Verdict("tests", "failed", ["no test ran at all: is anything built?"]))
    if not verdicts:
        verdicts.append(Verdict("tests", "failed", [f"nothing is called '{options.only}'"]))
        show(verdicts[-1])

    if timed["Slow"] and not options.slow:
        print(f"  slow tests of {', '.join(sorted(timed['Slow']))} were not asked for (--slow)")
    skipped = [v for v in verdicts if v.status == "skipped"]
    failed = [v for v in verdicts if v.status == "failed"]
    for verdict in skipped:
        print(f"  skipped {verdict.name}: {verdict.lines[0]}")
    for verdict in failed:
        print(f"  failed  {verdict.name}")
    passed = len(verdicts) - len(failed) - len(skipped)
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
