"""Runs the programs of libFuzzer (cmake/fuzz.cmake), one after another, and tells what came of each in a line.

    run_fuzz.py BUILD [TARGET…] [--runs 20000] [--seconds 0]    BUILD: the folder of the preset fuzz

What they begin with is read where it stands: the samples of the formats' tests, the invented files of
tests/hostile, the tables of tests/cases and public data where it is (CUIBONO_DATA, ../shared/data). What
they find to be new is kept in BUILD/corpus and taken up by the next run; what breaks, in BUILD/faults.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/hostile"), str(ROOT / "tests/fuzz")]

import mutations  # noqa: E402
from old_workbook import old_workbook  # noqa: E402

BYTES_MOST = 8 << 10  # of a file that is made; what is larger costs runs and finds little more
SEEDS_MOST = 200  # of a target
LIMITS = ["-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=512", f"-max_len={BYTES_MOST}", "-use_value_profile=0"]
ENVIRONMENT = {"ASAN_OPTIONS": "quarantine_size_mb=16:detect_stack_use_after_return=0",
               "UBSAN_OPTIONS": "print_stacktrace=1", "ASAN_SYMBOLIZER_PATH": "/usr/lib/llvm-19/bin/llvm-symbolizer"}
DATA = ["formats_*", "registers_*", "crypto_graphsense_tagpacks", "er_senzing_truthset"]

TIMES = """YYYY-MM-DD hh:mm:ss[.f][Z]|DD.MM.YYYY hh:mm|M/D/YY h:mm AP|WDAY, D MON YYYY hh:mm:ss Z|epoch_s|epoch_ms|excel|step|record
2025-02-03 10:00:00.123Z|03.02.2025 10:00|2/3/25 1:05 pm|Mon, 3 Feb 2025 10:00:00 +0200|1738576800|1738576800123|45000.5|17|minute +03:00 2025-02-03T10:00:00Z
3 février 2025|3. Februar 2025|2025년 2월 3일 오후 1:05|2025/02/30|24:00|23:59:60|'T' hh|3 фев 2025|20250203|0003-02-01|9999-12-31 23:59:59"""
NUMBERS = ["1,234.50", "-7,50", "(12.00)", "12.00-", "EUR 5", "$1'000.00", "1 000 000,1", "92233720368547758.07", "5k", "٣٫٥", "0x1F", "1e9", "--1", ".5", "5."]
SELECTORS = ["+49 30 901820", "0049301", "(030) 90-18 20", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "x@Example.ORG",
             "https://Shop.Example.com:80/a?b", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
             "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "local:bank-a.tel:200",
             "49-015420-323751-8", "262 01 1234567890", "tel:+99955512345", "AB 123 456", "bücher.example", "xn--bcher-kva.example", "Иван"]


def write(folder: Path, number: int, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:04d}").write_bytes(data)


def found_files(made: Path) -> list[Path]:
    """Files of all formats, for sort_seeds to tell apart."""
    for number, (_, data) in enumerate(mutations.seeds()):
        write(made, number, data)
    write(made, 9999, old_workbook([["date", "payer", "payee", "amount"], [45000.0, "A1", "B1", 12.5], [45001.0, "A2", "B2", -7.0]]))
    given = os.environ.get("CUIBONO_DATA", "")
    data = Path(given) if given else ROOT / "../shared/data"
    files = [path for pattern in DATA for folder in sorted(data.glob(pattern)) for path in sorted(folder.rglob("*"))]
    return sorted(made.iterdir()) + [path for path in files if path.suffix not in {".md", ".xsd"} and path.is_file()
                                     and ".provenance" not in path.name and path.stat().st_size <= 1 << 17]


def thin_out(folder: Path) -> None:
    """Cut to what is tried, without the beginnings of others, few enough."""
    kept: list[bytes] = []
    for path in sorted(folder.iterdir(), key=lambda path: (-path.stat().st_size, path.name)):
        data = path.read_bytes()[:BYTES_MOST]
        path.unlink()
        if not any(other.startswith(data) for other in kept):
            kept.append(data)
    step = max(1, len(kept) // SEEDS_MOST)
    for number, data in enumerate(kept[::step]):
        write(folder, number, data)


def keep_samples(build: Path, targets: list[str]) -> Path:
    """What the formats' tests read, by format; the tests take minutes here, so only when they changed."""
    samples, tests = build / "samples", build / "formats_tests"
    if not samples.exists() or samples.stat().st_mtime < tests.stat().st_mtime:
        shutil.rmtree(samples, ignore_errors=True)
        for target in targets:
            (samples / target).mkdir(parents=True)
        subprocess.run([tests, "--gtest_brief=1"], cwd=ROOT, check=False, stdout=subprocess.DEVNULL,
                       env=os.environ | {"CUIBONO_KEEP_SAMPLES": str(samples)})
        samples.touch()
    return samples


def make_seeds(build: Path, targets: list[str]) -> Path:
    seeds, samples = build / "seeds", keep_samples(build, targets)
    if seeds.exists() and seeds.stat().st_mtime > max(samples.stat().st_mtime, (build / "sort_seeds").stat().st_mtime):
        return seeds
    shutil.rmtree(seeds, ignore_errors=True)
    shutil.copytree(samples, seeds)
    paths = "".join(f"{path}\n" for path in found_files(build / "made"))
    subprocess.run([build / "sort_seeds", seeds], input=paths, text=True, check=True)
    times = TIMES.splitlines()
    for number, letters in enumerate(times[0].split("|")):
        write(seeds / "times", number, "\n".join([letters, *times[1].split("|"), *times[2].split("|")]).encode())
    for number, cell in enumerate(NUMBERS):
        write(seeds / "numbers", number, bytes([number, number, number]) + cell.encode())
    for number, text in enumerate(SELECTORS):
        write(seeds / "selectors", number, text.encode())
    for target in targets:
        thin_out(seeds / target)
    seeds.touch()
    return seeds


def run_target(build: Path, target: str, seeds: Path, runs: int, seconds: int) -> bool:
    """True where something broke."""
    corpus, faults = build / "corpus" / target, build / "faults" / target
    corpus.mkdir(parents=True, exist_ok=True)
    faults.mkdir(parents=True, exist_ok=True)
    before = len(list(corpus.iterdir()))
    words = [str(build / f"fuzz_{target}"), *LIMITS]
    command = [*words, f"-runs={runs}", f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={faults}/",
               str(corpus), str(seeds / target)]
    began = time.monotonic()
    log = build / "faults" / f"{target}.log"
    with log.open("wb") as out:
        broke = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | ENVIRONMENT, check=False).returncode != 0
    said = log.read_text("utf-8", "replace")
    done = re.findall(r"stat::number_of_executed_units: (\d+)", said) or re.findall(r"^#(\d+)", said, re.M) or ["0"]
    coverage = re.findall(r"cov: (\d+)", said) or ["0"]
    new = len(list(corpus.iterdir())) - before
    print(f"{target:<16}{int(done[-1]):>9} runs{int(coverage[-1]):>8} covered{new:>7} new files"
          f"{time.monotonic() - began:>8.0f} s  {'BROKEN' if broke else 'no fault'}", flush=True)
    if broke:
        tell_fault(said, words, log)
    return broke


def tell_fault(said: str, words: list[str], log: Path) -> None:
    why = re.search(r"^(LAW BROKEN: .*|SUMMARY: .*|.*runtime error: .*|==\d+== ?ERROR: .*)$", said, re.M)
    kept = re.search(r"Test unit written to (\S+)", said)
    print(f"    {why.group(1) if why else 'it ended with an error'}")
    print(f"    all it said: {log}")
    if kept:
        settings = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
        print(f"    kept: {kept.group(1)}\n    again: {shlex.join([*settings, *words, kept.group(1)])}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=0)
    chosen = parser.parse_args()
    build = chosen.build.resolve()
    every = (build / "fuzz_targets.txt").read_text().split()
    targets = chosen.targets or every
    seeds = make_seeds(build, every)
    broken = [target for target in targets if run_target(build, target, seeds, chosen.runs, chosen.seconds)]
    print(f"{len(targets)} targets, {len(broken)} broken{': ' if broken else ''}{' '.join(broken)}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
