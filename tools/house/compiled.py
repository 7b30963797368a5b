"""Checks that ask the compiler, the formatter, the loader or CMake."""

from __future__ import annotations

import concurrent.futures
import functools
import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

from .arrows import INCLUDE
from .tree import Outcome, Tree, check

COMPILER = os.environ.get("CXX", "g++")
# As in cmake/compiler.cmake; the development macro too, so that assertions are seen.
FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion",
         "-Wshadow", "-Werror", "-march=x86-64-v2", "-ffp-contract=off", "-Wno-restrict",
         "-DCUIBONO_ASSERTIONS", "-fsyntax-only", "-fdiagnostics-color=never"]
FORMATTER = "clang-format-19"
FORBIDDEN_LIBRARIES = re.compile(r"lib(re2|ssl|crypto)\b[\w.\-]*")


@functools.cache
def compiler_version() -> str:
    return subprocess.run([COMPILER, "--version"], capture_output=True, text=True,
                          check=True).stdout.split("\n")[0]


def syntax_errors(tree: Tree, source: str, extra: list[str]) -> str:
    """Compiles a text, writes nothing; returns what the compiler said when it refused."""
    command = [COMPILER, *FLAGS, *extra, f"-I{tree.root / 'src'}", "-x", "c++", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr or "refused without a word"


def reach(tree: Tree, name: str) -> list[str]:
    """The file and all files of the project that it includes, directly or not."""
    seen: list[str] = []
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.append(current)
        for line in tree.code(current):
            found = INCLUDE.match(line)
            if found and found.group(1) and f"src/{found.group(1)}" in tree.files:
                waiting.append(f"src/{found.group(1)}")
    return sorted(seen)


def content_key(tree: Tree, names: list[str], *more: str) -> str:
    digest = hashlib.sha256()
    for piece in (compiler_version(), *FLAGS, *more, *names, *(tree.text(n) for n in names)):
        digest.update(piece.encode() + b"\0")
    return digest.hexdigest()


def in_parallel(work, items):  # type: ignore[no-untyped-def]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


@check("headers_alone", "Every header compiles alone, and twice in one file")
def headers_alone(tree: Tree) -> Outcome:
    passed = tree.scratch / "headers_alone"
    passed.mkdir(parents=True, exist_ok=True)

    def look(name: str) -> str:
        mark = passed / content_key(tree, reach(tree, name))
        if mark.exists():
            return ""
        include = f'#include "{name.removeprefix("src/")}"\n'
        said = syntax_errors(tree, include * 2, [])
        if not said:
            mark.touch()
            return ""
        first = next((line for line in said.split("\n") if "error" in line), said.split("\n")[0])
        return f"{name}:1: does not compile alone: {first.replace(str(tree.root) + '/', '')}"

    headers = tree.under("src/", ends=(".h",))
    return Outcome([said for said in in_parallel(look, headers) if said])


EXPECT = re.compile(r"^// expect: (.+)$", re.MULTILINE)


@check("must_not_compile", "What must not compile does not, and its twin without the sin does")
def must_not_compile(tree: Tree) -> Outcome:
    outcome = Outcome()

    def look(name: str) -> list[str]:
        text = tree.text(name)
        expected = EXPECT.search(text)
        if not expected or "#ifdef SIN" not in text:
            return [f"{name}:1: needs a line '// expect: …' and an #ifdef SIN"]
        passed = tree.scratch / "must_not_compile" / content_key(tree, reach(tree, name), "sin")
        if passed.exists():
            return []
        found = []
        honest = syntax_errors(tree, text, [])
        if honest:
            found.append(f"{name}:1: the twin without the sin does not compile: {honest[:300]}")
        sinful = syntax_errors(tree, text, ["-DSIN"])
        if not sinful:
            found.append(f"{name}:1: the sin compiles")
        elif expected.group(1) not in sinful:
            found.append(f"{name}:1: refused for another reason than '{expected.group(1)}': "
                         f"{sinful[:300]}")
        if not found:
            passed.parent.mkdir(parents=True, exist_ok=True)
            passed.touch()
        return found

    cases = tree.under("tests/house/must_not_compile/", ends=(".cc",))
    if not cases:
        return Outcome(["tests/house/must_not_compile:1: there is no case"])
    for found in in_parallel(look, cases):
        outcome.violations += found
    return outcome


@check("format", "clang-format 19 would change nothing")
def layout(tree: Tree) -> Outcome:
    names = tree.under("src/", "tests/", "bench/", "python/", ends=(".h", ".cc"))
    if not names:
        return Outcome()
    try:
        done = subprocess.run([FORMATTER, "--dry-run", "--Werror", "--ferror-limit=1", *names],
                              cwd=tree.root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return Outcome([f"{FORMATTER} is missing: script/setup --test installs it"])
    if done.returncode == 0:
        return Outcome()
    places = re.findall(r"^(\S+?:\d+):\d+: error", done.stderr, re.MULTILINE)
    if not places:
        return Outcome([done.stderr.strip()[:300]])
    return Outcome([f"{place}: {FORMATTER} -i {place.split(':')[0]}" for place in places])


@check("loaded_libraries", "The program loads neither RE2 nor OpenSSL")
def loaded_libraries(tree: Tree) -> Outcome:
    program = tree.root / "build/release/cuibono"
    if not program.exists():
        return Outcome(skipped="build/release/cuibono is not built")
    said = subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=False)
    if said.returncode != 0:
        return Outcome([f"build/release/cuibono:1: ldd: {said.stderr.strip() or said.stdout.strip()}"])
    return Outcome([f"build/release/cuibono:1: loads {found.group(0)}"
                    for found in FORBIDDEN_LIBRARIES.finditer(re.sub(r" => \S+", "", said.stdout))])


@check("engine_id", "The engine's id follows its sources and data, not its tests, place or time")
def engine_id(tree: Tree) -> Outcome:
    script = tree.root / "cmake/engine_id.cmake"
    if not script.exists():
        return Outcome(["cmake/engine_id.cmake:1: is not there"])
    outcome = Outcome()

    def expect(fine: bool, what: str) -> None:
        if not fine:
            outcome.violations.append(f"cmake/engine_id.cmake:1: {what}")

    def write(folder: Path, name: str, text: str) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    def run(folder: Path) -> tuple[str, int]:
        out = folder / "out/engine_id.h"
        subprocess.run(["cmake", f"-DSOURCE_DIR={folder}", f"-DOUT={out}", "-DVERSION=9.9.9",
                        f"-DLIBRARIES={folder / 'plans.so'}", "-P", str(script)],
                       check=True, capture_output=True)
        found = re.search(r'ENGINE_HASH "([0-9a-f]{16})"', out.read_text())
        expect(found is not None, "writes no id of 16 hex digits")
        expect('CUIBONO_VERSION "9.9.9"' in out.read_text(), "does not write the version")
        return found.group(1) if found else "", out.stat().st_mtime_ns

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        for place in (Path(one), Path(other)):
            write(place, "src/a/a.cc", "one")
            write(place, "data/plan.csv", "1")
            write(place, "plans.so", "numbers")
        here = Path(one)
        first, written = run(here)
        expect(run(Path(other))[0] == first, "depends on the folder it stands in")
        write(here, "src/a/a_test.cc", "a test")
        write(here, "src/a/.hidden.h", "an editor's")
        expect(run(here) == (first, written), "changes, or is written again, with a test")
        for name in ("src/a/a.cc", "src/b/b.h", "data/plan.csv", "plans.so"):
            before = run(here)[0]
            write(here, name, "changed " + name)
            expect(run(here)[0] != before, f"does not change with {name}")
    return outcome
