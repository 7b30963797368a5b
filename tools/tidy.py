"""clang-tidy over the sources that changed since the branch left main, or since the last commit."""

from __future__ import annotations

import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from check_house import Verdict, show

TIDY = "clang-tidy-19"
FILES_MAX = 60  # two to seven seconds of processor time each


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(root), *words],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def changed_files(root: Path) -> tuple[list[str], str]:
    """What differs from the base, committed or not; and the base in words."""
    head = git(root, "rev-parse", "HEAD")
    if not head:
        return [], "no git here"
    fork = git(root, "merge-base", "HEAD", "main")
    base, words = (fork, "main") if fork and fork != head else ("HEAD~1", "the commit before")
    listed = git(root, "diff", "--name-only", base) + "\n" + git(
        root, "ls-files", "--others", "--exclude-standard")
    return sorted({name for name in listed.split("\n") if name and (root / name).exists()}), words


def sources_of(root: Path, changed: list[str]) -> list[str]:
    """The .cc files among them, and for a header the .cc file of the same name."""
    found = set()
    for name in changed:
        if not name.startswith(("src/", "tests/")) or name.startswith("tests/house/"):
            continue
        source = re.sub(r"\.h$", ".cc", name)
        if source.endswith(".cc") and (root / source).exists():
            found.add(source)
    return sorted(found)


def content_key(root: Path, name: str, flags: str) -> str:
    """Changes with the file, every header of the project, and the rules."""
    digest = hashlib.sha256(flags.encode())
    for path in [root / name, root / ".clang-tidy", *sorted((root / "src").glob("*/*.h"))]:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def look(root: Path, name: str) -> Verdict:
    began = time.monotonic()
    mark = root / "build/tidy" / content_key(root, name, TIDY)
    if mark.exists():
        return Verdict(f"tidy.{name}", "passed")
    # g++ knows warnings that clang does not; the files are compiled with g++.
    done = subprocess.run([TIDY, "--quiet", "-p", str(root / "build/dev"), "--extra-arg=-Wno-everything",
                           f"--header-filter={re.escape(str(root))}/src/.*", str(root / name)],
                          cwd=root, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    places = [line.replace(f"{root}/", "") for line in done.stdout.split("\n")
              if re.match(r"\S+:\d+:\d+: (warning|error):", line)]
    if done.returncode != 0 or places:
        return Verdict(f"tidy.{name}", "failed", places or done.stderr.split("\n")[-5:], seconds)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return Verdict(f"tidy.{name}", "passed", [], seconds)


def verdicts(root: Path, only: str = "", everything: bool = False) -> list[Verdict]:
    """One verdict a file; or one that says why nothing was looked at."""
    if only and not only.startswith("tidy"):
        return []
    changed, base = changed_files(root)
    names = sources_of(root, changed)
    if everything:
        names = sorted(str(p.relative_to(root)) for p in
                       [*root.glob("src/*/*.cc"), *root.glob("tests/*.cc")])
    if not names:
        return [Verdict("tidy", "skipped", [f"no source changed since {base}"])]
    rest = [] if everything else names[FILES_MAX:]
    print(f"  clang-tidy over {len(names) - len(rest)} files changed since {base}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        found = list(pool.map(lambda name: look(root, name), names[:len(names) - len(rest)]))
    if rest:
        found.append(Verdict("tidy", "skipped", [
            f"{len(rest)} of {len(names)} changed files not looked at (more than {FILES_MAX}); "
            "tools/tidy.py looks at all"]))
    for verdict in found:
        if verdict.status == "failed":
            show(verdict)
    return found


if __name__ == "__main__":
    answers = verdicts(Path(__file__).resolve().parent.parent, everything=True)
    sys.exit(1 if any(v.status == "failed" for v in answers) else 0)
