"""The tree of files that is checked, and what a check answers."""

from __future__ import annotations

import functools
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


@dataclass
class Outcome:
    """What a check found. `skipped` holds the reason why it could not look."""

    violations: list[str] = field(default_factory=list)
    skipped: str = ""
    notes: list[str] = field(default_factory=list)


class Tree:
    """A checkout, or a small planted one. Files are those that git knows, or all where git is not."""

    def __init__(self, root: Path, scratch: Path | None = None):
        self.root = root
        self.scratch = scratch or root / "build"
        self.used_allowances: set[tuple[str, str]] = set()
        self.all_checked = False  # set before the last check, when every other one has run

    @functools.cached_property
    def files(self) -> list[str]:
        command = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z",
                   "--cached", "--others", "--exclude-standard"]
        if (self.root / ".git").exists():
            listed = subprocess.run(command, capture_output=True, text=True, check=False)
            if listed.returncode == 0:
                names = sorted(set(listed.stdout.split("\0")) - {""})
                return [n for n in names if (self.root / n).is_file()]
        return sorted(str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file()
                      and not str(p.relative_to(self.root)).startswith(("build/", ".git/")))

    def under(self, *folders: str, ends: tuple[str, ...] = ("",)) -> list[str]:
        return [f for f in self.files if f.startswith(folders) and f.endswith(ends)]

    @functools.lru_cache(maxsize=None)
    def text(self, name: str) -> str:
        return (self.root / name).read_bytes().decode("utf-8", "replace")

    @functools.lru_cache(maxsize=None)
    def code(self, name: str) -> list[str]:
        """The lines of a C++ file without comments and without what stands in quotes."""
        return strip_cpp(self.text(name)).split("\n")

    @functools.cached_property
    def allowances(self) -> dict[tuple[str, str], str]:
        """tools/tidy_allow.txt: `check path reason…`, one exception a line."""
        found: dict[tuple[str, str], str] = {}
        if "tools/tidy_allow.txt" in self.files:
            for line in self.text("tools/tidy_allow.txt").splitlines():
                words = line.split("#", 1)[0].split(None, 2)
                if len(words) >= 2:
                    found[(words[0], words[1])] = words[2] if len(words) == 3 else ""
        return found

    def allowed(self, check: str, name: str) -> bool:
        if self.allowances.get((check, name)):
            self.used_allowances.add((check, name))
            return True
        return False


_CPP_TOKEN = re.compile(
    r"""//(?:\\\n|[^\n])*          # a comment to the end of the line
      | /\*.*?\*/                  # a comment between marks
      | R"([^()\\\s]{0,16})\(.*?\)\1"   # a raw string
      | "(?:\\.|[^"\\\n])*"        # a string
      | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'   # a character, not the mark inside 1'000
    """,
    re.VERBOSE | re.DOTALL,
)


def strip_cpp(text: str) -> str:
    """Blanks comments and quoted text; lines keep their numbers, includes keep their path."""

    def blank(match: re.Match[str]) -> str:
        token = match.group(0)
        if token.startswith('"'):
            line_start = text.rfind("\n", 0, match.start()) + 1
            if re.match(r"\s*#\s*include\s*$", text[line_start:match.start()]):
                return token
            return '""'
        kept = '""' if token.startswith("R") else "0" if token.startswith("'") else " "
        return kept + "\n" * token.count("\n")

    return _CPP_TOKEN.sub(blank, text)


Check = Callable[[Tree], Outcome]
REGISTRY: dict[str, tuple[str, Check]] = {}


def check(name: str, promise: str) -> Callable[[Check], Check]:
    """Registers a check under its name, with the sentence that it promises."""

    def register(function: Check) -> Check:
        REGISTRY[name] = (promise, function)
        return function

    return register
