"""Takes damaged files into a case and holds what comes of it against what was promised."""

from __future__ import annotations

import collections
import hashlib
import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cases
from mutations import Mutated, Mutations

ENDS = {0, 1, 2, 3, 4}  # docs/cli.md: the exit codes that a command may end with here
MEMORY = "1GiB"
PEAK_MIB = 1100  # that, and what a program is before it reads anything
SECONDS_A_FILE = 10
MADE = Mutations()


@dataclass
class Told:
    ways: dict[str, collections.Counter] = field(default_factory=lambda: collections.defaultdict(collections.Counter))
    broken: list[str] = field(default_factory=list)
    seconds: float = 0
    peak_mib: float = 0


def without_network() -> list[str]:
    """A network of one's own that leads nowhere, where the system lets one have it."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run(["unshare", "-r", "-n", "true"], capture_output=True, check=False)
    return ["unshare", "-r", "-n"] if tried.returncode == 0 else []


ALONE = without_network()


def command(words: list[str], box: Path, seconds: float) -> tuple[int, str, float]:
    """Exit code (negative: a signal; 124: out of time), what it said on stderr, and peak memory in MiB."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(box / "home"), "TMPDIR": str(box / "tmp"), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen([*ALONE, str(cases.program()), *words], cwd=box / "home", env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    timed_out = False
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        timed_out = True
        process.kill()
        _, said = process.communicate()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return (124 if timed_out else process.returncode), said.decode("utf-8", "replace"), peak


def everything(box: Path) -> set[str]:
    return {str(path.relative_to(box)) for path in box.rglob("*") if "case" != path.relative_to(box).parts[0]}


def account(item: dict) -> str:
    """What does not add up; nothing where all does."""
    if item["rows"] != item["records"] + item["quarantined"]:
        return "rows are neither records nor quarantined"
    if item["physical_rows"] != item["rows"] + item["headers"] + item["preamble"] + item["empty"]:
        return "physical rows are not all accounted for"
    if item["quarantined"] != sum(item["quarantined_by_kind"].values()):
        return "quarantined rows have no reason"
    for sums in item["amounts"]["sums"]:
        if int(sums["before_minor"]) != int(sums["after_minor"]) + int(sums["quarantined_minor"]):
            return "amounts do not add up"
    return ""


def take_files(files: list[Mutated], told: Told, seconds: float) -> list[str]:
    """What is broken of these files, taken in together."""
    with tempfile.TemporaryDirectory(prefix="cuibono-hostile-") as folder:
        box = Path(folder)
        for name in ("home", "tmp", "in"):
            (box / name).mkdir()
        for made in files:
            (box / "in" / made.name.replace("/", "_")).write_bytes(made.data)
        before = everything(box)
        broken = []
        for words in (["init", str(box / "case")], ["add", str(box / "in"), "-C", str(box / "case")],
                      ["run", "-C", str(box / "case"), "--memory", MEMORY]):
            code, said, peak = command(words, box, seconds)
            told.peak_mib = max(told.peak_mib, peak)
            if code not in ENDS:
                broken.append(f"{words[0]} ended with {code}: {said[-300:]}")
            if broken:
                return broken
            if code != 0:
                return [f"{words[0]} ended with {code}: {said[-300:]}"]
        if told.peak_mib > PEAK_MIB:
            broken.append(f"{told.peak_mib:.0f} MiB")
        if written := everything(box) - before:
            broken.append(f"written outside of the case: {sorted(written)[:5]}")
        items = json.loads((box / "case/out/intake.json").read_text())["items"]
        ways = {made.name: made.how.split("+")[0] for made in files}
        seen = set()
        for item in items:
            seen.add(item["sha256"])
            how = ways.get(item["name"], "members")
            told.ways[how].update(files=1, rows=item["rows"], records=item["records"], quarantined=item["quarantined"])
            if fault := account(item):
                broken.append(f"{item['name']}: {fault}")
        # Equal bytes are one item, also where they came in an archive before.
        lost = [made.name for made in files if hashlib.sha256(made.data).hexdigest() not in seen]
        if lost:
            broken.append(f"in no account: {lost[:5]}")
        return broken


def take(numbers: Iterable[int], keep: str = "") -> Told:
    """Many at once; where that breaks something, one by one, to say which."""
    told, began = Told(), time.monotonic()
    files = [MADE.mutate(number) for number in numbers]
    if together := take_files(files, told, SECONDS_A_FILE * max(1, len(files) // 10)):
        for made in files:
            alone = Told()
            for fault in take_files([made], alone, SECONDS_A_FILE):
                told.broken.append(f"{made.name} ({made.how}): {fault}")
                if keep:
                    Path(keep).mkdir(parents=True, exist_ok=True)
                    (Path(keep) / made.name).write_bytes(made.data)
        if not told.broken:
            told.broken.append(f"{files[0].name} … {files[-1].name}: broken together, not one by one: {together}")
    told.seconds = time.monotonic() - began
    return told
