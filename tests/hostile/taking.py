"""Takes damaged files into a case and holds what comes of it against what was promised."""

from __future__ import annotations

import collections
import hashlib
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import cases
from mutations import Mutated, Mutations

MEMORY = "1GiB"
PEAK_MIB = 1024 + 100  # that, and what a program is before it reads anything
OUTSIDE = ["/cuibono-out", "/var/cuibono-out"]  # where names of archives.traversal lead
SECONDS_A_FILE = 10
MADE = Mutations()


@dataclass
class Told:
    ways: dict[str, collections.Counter] = field(default_factory=lambda: collections.defaultdict(collections.Counter))
    broken: list[str] = field(default_factory=list)
    seconds: float = 0
    slowest: float = 0  # of the commands
    peak_mib: float = 0


def without_network() -> list[str]:
    """A network of one's own that leads nowhere, where the system lets one have it."""
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run(["unshare", "-r", "-n", "true"], capture_output=True, check=False)
    return ["unshare", "-r", "-n"] if tried.returncode == 0 else []


ALONE = without_network()


# Between this program and that command: a small one, so that its peak is not the peak of who starts it. A command
# that goes on for ever uses up its seconds of the processor, however busy the machine is with other things.
STARTER = """import os, resource, sys, time
seconds, words = int(sys.argv[1]), sys.argv[2:]
began, child = time.monotonic(), os.fork()
if child == 0:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.execvp(words[0], words)
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss, used.ru_utime + used.ru_stime)
"""
WAITS = 20  # times as long by the clock: for one that waits for ever, and uses no processor


@dataclass
class Ended:
    code: int  # negative: a signal; 124: out of time
    said: str
    peak_mib: float = 0
    seconds: float = 0  # of the processor


def command(words: list[str], box: Path, seconds: float, before: Iterable[str] = (),
            alone: Iterable[str] = tuple(ALONE)) -> Ended:
    environment = {"PATH": os.environ["PATH"], "HOME": str(box / "home"), "TMPDIR": str(box / "tmp"), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen([sys.executable, "-I", "-S", "-c", STARTER, str(math.ceil(seconds)), *before, *alone, str(cases.program()), *words],
                               cwd=box / "home", env=environment, start_new_session=True, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        out, said = process.communicate(timeout=WAITS * seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return Ended(124, f"not done in {WAITS * seconds:.0f} s", seconds=seconds)
    code, peak, took = out.splitlines()[-1].split()
    if int(code) == -signal.SIGXCPU:
        return Ended(124, f"not done in {seconds:.0f} s of the processor", int(peak) / 1024, float(took))
    return Ended(int(code), said, int(peak) / 1024, float(took))


def everything(box: Path) -> set[tuple[str, int, int]]:
    """Each file outside of the case, with its size and when it was written."""
    found = {(str(path.relative_to(box)), path.lstat().st_size, path.lstat().st_mtime_ns)
             for path in box.rglob("*") if path.relative_to(box).parts[0] != "case" and not path.is_dir()}
    return found | {(name, 0, 0) for name in OUTSIDE if os.path.lexists(name)}


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


def take_files(files: list[Mutated], told: Told, seconds: float, memory: str = MEMORY) -> list[str]:
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
                      ["run", "-C", str(box / "case")]):
            ended = command([*words, "--memory", memory], box, seconds)
            told.peak_mib = max(told.peak_mib, ended.peak_mib)
            told.slowest = max(told.slowest, ended.seconds)
            if ended.code != 0:  # a damaged file is told in the account of it; it stops no command
                return [f"{words[0]} ended with {ended.code}: {ended.said[-300:]}"]
            if ended.peak_mib > PEAK_MIB:
                broken.append(f"{words[0]} took {ended.peak_mib:.0f} MiB")
        if written := everything(box) - before:
            broken.append(f"written outside of the case: {sorted(written)[:5]}")
        items = json.loads((box / "case/out/intake.json").read_text())["items"]
        ways = {made.name: made.how.split("+")[0] for made in files}
        by_hash = {item["sha256"]: item for item in items}
        seen = set()
        for item in items:
            seen.add(item["sha256"])
            root = item
            while root["parent"] is not None:
                root = by_hash[root["parent"]]
            how = ways.get(root["name"], "?")
            told.ways[how].update(files=root is item, refused=root is item and not item["records"], rows=item["rows"], records=item["records"], quarantined=item["quarantined"])
            if fault := account(item):
                broken.append(f"{item['name']}: {fault}")
        # Equal bytes are one item, also where they came in an archive before.
        lost = [made.name for made in files if hashlib.sha256(made.data).hexdigest() not in seen]
        if lost:
            broken.append(f"in no account: {lost[:5]}")
        return broken


def calls_elsewhere(files: list[Mutated]) -> tuple[int, list[str]]:
    """How many calls of the system were seen by strace while these files were taken in, and those that
    reach for a network, for another program, for the file that entities name, or write outside of the case."""
    with tempfile.TemporaryDirectory(prefix="cuibono-hostile-") as folder:
        box, seen, wrong = Path(folder), 0, []
        for name in ("home", "tmp", "in"):
            (box / name).mkdir()
        for made in files:
            (box / "in" / made.name.replace("/", "_")).write_bytes(made.data)
        for words in (["init", str(box / "case")], ["add", str(box / "in"), "-C", str(box / "case")],
                      ["run", "-C", str(box / "case")]):
            trace = box / "trace"
            ended = command(words, box, 120, ["strace", "-f", "-qq", "-s", "200", "-o", str(trace), "-e", "trace=%network,%process,%file"], [])
            if ended.code != 0:
                wrong.append(f"{words[0]} ended with {ended.code}: {ended.said[-300:]}")
            lines = trace.read_text(errors="replace").splitlines()
            seen += len(lines)
            wrong += [line for line in lines[1:] if reaches_elsewhere(line, str(box / "case"))]
        return seen, wrong


def reaches_elsewhere(line: str, case: str) -> bool:
    """Of a line of strace: `4711 openat(AT_FDCWD, "/x", O_RDONLY) = 3`."""
    call = line.split(maxsplit=1)[-1]
    name = call.split("(")[0]
    if name in {"socket", "connect", "bind", "sendto", "execve", "execveat"} or '"/etc/passwd"' in call:
        return True
    writes = name in {"mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "symlink", "symlinkat", "link",
                      "linkat", "chmod", "fchmodat", "truncate", "mknod", "mknodat", "creat"} or "O_WRONLY" in call or "O_RDWR" in call or "O_CREAT" in call
    paths = re.findall(r'"((?:[^"\\]|\\.)*)"', call)
    return writes and any(p.startswith("/") and p != "/dev/null" and not p.startswith(case) for p in paths)


def take(numbers: Iterable[int], keep: str = "") -> Told:
    """Many at once; where that breaks something, one by one, to say which."""
    return take_made([MADE.mutate(number) for number in numbers], keep)


def take_made(files: list[Mutated], keep: str = "") -> Told:
    told, began = Told(), time.monotonic()
    if together := take_files(files, told, SECONDS_A_FILE + len(files) / 10):
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
