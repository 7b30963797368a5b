"""What may not stand in a file, and how files are named."""

from __future__ import annotations

import os
import re
import subprocess

from .arrows import SEES
from .tree import Outcome, Tree, check

TEXT_ENDS = (".h", ".cc", ".py", ".md", ".txt", ".cmake", ".json", ".toml", ".yaml", ".yml", ".ts",
             ".svelte", ".html", ".css", ".js", ".case", ".sql", ".csv", ".jsonl", "CMakeLists.txt")
# Joined from pieces, so that this file does not contain what it looks for.
UNFINISHED = re.compile(r"\b(" + "|".join(["FIX" + "ME", "TO" + "DO"]) + r")\b")
MACHINE_PATH = re.compile(
    r"(?<![\w.\-/])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "t" + "mp", "Us" + "ers"])
    + r")/[\w.]")
HOSTS = re.compile(r"(?i)\b(" + "|".join(
    a + r"\." + b for a, b in [("deb", "debian"), ("security", "debian"), ("archive", "ubuntu"),
                               ("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"),
                               ("registry", "yarnpkg"), ("crates", "io"), ("proxy", "golang"),
                               ("repo1?", "maven"), ("center", "conan")]) + r")\b")
ATTIC = re.compile(r"^(utils?|commons?|misc|helpers?|managers?)$")
SIZE_MAX = 400


def is_text(name: str) -> bool:
    return name.endswith(TEXT_ENDS) or name.startswith(("script/", ".ci/")) or name == ".gitignore"


@check("folder_names", "No folder or file is an attic: util, common, misc, helpers, manager")
def folder_names(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.files:
        for part in name.split("/"):
            for word in re.split(r"[_.\-]", part):
                if ATTIC.match(word.lower()) and not tree.allowed("folder_names", name):
                    outcome.violations.append(f"{name}:1: '{word}' says nothing about what is in it")
    return outcome


@check("file_size", f"No file over {SIZE_MAX} lines without a reason in tools/tidy_allow.txt")
def file_size(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.files:
        if not name.endswith((".h", ".cc", ".py", ".ts", ".svelte", ".cmake")):
            continue
        lines = tree.text(name).count("\n")
        if lines > SIZE_MAX and not tree.allowed("file_size", name):
            outcome.violations.append(f"{name}:{SIZE_MAX + 1}: {lines} lines; split it")
    return outcome


@check("unfinished", "Nothing on main calls itself unfinished")
def unfinished(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in filter(is_text, tree.files):
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            found = UNFINISHED.search(line)
            if found and not tree.allowed("unfinished", name):
                outcome.violations.append(f"{name}:{number}: {found.group(1)}")
    return outcome


@check("machine_paths", "No path of somebody's machine and no package registry's host in a file")
def machine_paths(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in filter(is_text, tree.files):
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            for pattern in (MACHINE_PATH, HOSTS):
                found = pattern.search(line)
                if found and not tree.allowed("machine_paths", name):
                    outcome.violations.append(f"{name}:{number}: {found.group(0)}")
    return outcome


FORBIDDEN = [
    (re.compile(r"\bstd\s*::\s*(cout|cerr|clog|wcout|wcerr)\b"), "src/ does not print"),
    (re.compile(r"(?<![\w.>])(?:std\s*::\s*)?(v?f?printf|puts|putchar|perror)\s*\("),
     "src/ does not print"),
    (re.compile(r"\bfmt\s*::\s*print\b"), "src/ does not print"),
    (re.compile(r"(?<![\w.>])(stdout|stderr)\b"), "src/ does not print"),
    (re.compile(r"(?<![\w.>])(?:std\s*::\s*)?(abort|terminate)\s*\("), "src/ does not abort"),
    (re.compile(r"(?<![\w.>])assert\s*\("), "use CB_ASSERT or CB_CHECK"),
    (re.compile(r"(?<![\w.>])(?:std\s*::\s*)?(_?exit|_Exit|quick_exit)\s*\("),
     "src/ does not exit"),
    (re.compile(r"\bthrow\b"), "src/ does not throw a thing of its own"),
]


@check("quiet_source", "src/ never prints, aborts, exits or throws, except at the border (cli, server)")
def quiet_source(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.under("src/", ends=(".h", ".cc")):
        if name.startswith(("src/cli/", "src/server/")) or name.endswith("_test.cc"):
            continue
        for number, line in enumerate(tree.code(name), 1):
            for pattern, reason in FORBIDDEN:
                found = pattern.search(line)
                if found and not tree.allowed("quiet_source", name):
                    outcome.violations.append(f"{name}:{number}: {found.group(0).strip()}: {reason}")
    return outcome


FLOAT_MONEY = [
    re.compile(r"\b(?:double|float)\b(?:\s|[>&*\]\[]|\bconst\b)*\s(\w+_minor_?)\b"),
    re.compile(r"\b(\w+_minor_?)\s*=\s*static_cast<\s*(?:long\s+)?(?:double|float)\b"),
]


@check("money_is_whole", "Nothing named *_minor is a floating point number")
def money_is_whole(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.under("src/", "tests/", "bench/", "python/", ends=(".h", ".cc")):
        for number, line in enumerate(tree.code(name), 1):
            for pattern in FLOAT_MONEY:
                found = pattern.search(line)
                if found:
                    outcome.violations.append(f"{name}:{number}: {found.group(1)} is a float")
    return outcome


def stages_here(tree: Tree) -> list[str]:
    present = {f.split("/")[1] for f in tree.under("src/", ends=(".h", ".cc")) if f.count("/") == 2}
    return [stage for stage in SEES if stage in present]


DOOR_MAX = 20


@check("doors", f"Each stage has its door, which says in at most {DOOR_MAX} lines what is behind it")
def doors(tree: Tree) -> Outcome:
    outcome = Outcome()
    for stage in stages_here(tree):
        door = f"src/{stage}/{stage}.h"
        if door not in tree.files:
            outcome.violations.append(f"{door}:1: there is no door")
            continue
        intro = 0
        for line in tree.text(door).split("\n"):
            if line.startswith("//"):
                intro += 1
            elif line.strip() not in ("", "#pragma once") or intro:
                break
        if intro == 0:
            outcome.violations.append(f"{door}:1: says nothing about what enters and what leaves")
        elif intro > DOOR_MAX:
            outcome.violations.append(f"{door}:1: the introduction has {intro} lines")
        if f"docs/{stage}.md" not in tree.files:
            outcome.notes.append(f"docs/{stage}.md, the page of the stage, is not written yet")
    return outcome


def verbs_here(tree: Tree) -> list[str]:
    found: list[str] = []
    for name in tree.under("src/cli/", ends=(".h", ".cc")):
        found += re.findall(r'add_subcommand\(\s*"([a-z-]+)"', tree.text(name))
    return found


@check("vocabulary", "docs/vocabulary.md has each stage and each verb of the command line")
def vocabulary(tree: Tree) -> Outcome:
    outcome = Outcome()
    page = "docs/vocabulary.md"
    if page not in tree.files:
        return Outcome([f"{page}:1: there is no vocabulary"])
    words: dict[str, int] = {}
    for number, line in enumerate(tree.text(page).split("\n"), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or set(cells[0]) <= set("-: ") or cells[0] == "word":
            continue
        if len(cells) != 3 or not all(cells):
            outcome.violations.append(f"{page}:{number}: a row is | word | meaning | where |")
        for word in re.split(r",\s*", cells[0].replace("`", "")):
            if word in words:
                outcome.violations.append(
                    f"{page}:{number}: '{word}' stands on line {words[word]} already")
            words[word] = number
    verbs = verbs_here(tree)
    if "src/cli/main.cc" in tree.files and not verbs:
        outcome.violations.append("src/cli/main.cc:1: no verb was found (add_subcommand(\"verb\"))")
    for kind, names in (("stage", stages_here(tree)), ("verb", verbs)):
        for word in names:
            if word not in words:
                outcome.violations.append(f"{page}:1: the {kind} '{word}' is not explained")
    return outcome


@check("scripts", "Every script can be run and is understood by its shell")
def scripts(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.under("script/", ".ci/"):
        path = tree.root / name
        if tree.text(name).startswith("#!"):
            if not os.access(path, os.X_OK):
                outcome.violations.append(f"{name}:1: no run bit")
        elif os.access(path, os.X_OK):
            outcome.violations.append(f"{name}:1: a run bit but no #! line")
        read = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
        if read.returncode != 0:
            outcome.violations.append(f"{name}:1: {read.stderr.strip().splitlines()[0]}")
    return outcome


LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^(?:\.?/)?((?:script|tools|\.ci)/[\w./-]+)")


@check("links", "Every file that a page links to is there, and every script that it tells to run")
def links(tree: Tree) -> Outcome:
    outcome = Outcome()
    for name in tree.under("", ends=(".md",)):
        folder = os.path.dirname(name)
        shell = False
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            if line.startswith("```"):
                shell = not shell and line.strip() in ("```sh", "```bash")
            command = COMMAND.match(line) if shell else None
            if command and not os.access(tree.root / command.group(1), os.X_OK):
                outcome.violations.append(f"{name}:{number}: {command.group(1)} cannot be run")
            for target in LINK.findall(line):
                if re.match(r"[a-z]+:", target):
                    continue
                path = os.path.normpath(os.path.join(folder, target))
                if not (tree.root / path).exists() and not tree.allowed("links", path):
                    outcome.violations.append(f"{name}:{number}: {target} is not there")
    return outcome


@check("allowances", "tools/tidy_allow.txt gives a reason for each exception, and each is needed")
def allowances(tree: Tree) -> Outcome:
    outcome = Outcome()
    for (rule, name), reason in tree.allowances.items():
        if len(reason.split()) < 3:
            outcome.violations.append(f"tools/tidy_allow.txt:1: {rule} {name}: give a reason")
        elif tree.all_checked and (rule, name) not in tree.used_allowances:
            outcome.violations.append(f"tools/tidy_allow.txt:1: {rule} {name}: no longer needed")
    return outcome
