#!/usr/bin/env python3
"""Writes src/entities/lists/{forms,words,titles,places}.txt from packages of PyPI.

Use: make_lists.py RIGOUR OUT
  RIGOUR  an unpacked wheel of rigour 1.5.0 (the last one that carries its lists as plain files)
  OUT     src/entities/lists

What is kept: facts, with their source in the first line. Countries are named by ICU (PyICU).
"""

from __future__ import annotations

import importlib.util
import sys
import types
from collections import defaultdict
from pathlib import Path

import icu

SOURCE = "# Source: rigour 1.5.0 (MIT, OpenSanctions Datenbanken GmbH; src/entities/lists/SOURCES.md).\n"
WEAK = {"CO", "CORP", "ORG", "GRP", "HOLDING", "BUSINESS", "CONCERN", "ENTERPRISE", "ASSOCIATES", "PARTNER"}
LANGUAGES = "en de fr es it pt nl pl ru uk bg sr el ar he ka hy ko zh ja tr ro cs hu sv lv lt et".split()


def load(path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(path: Path, head: str, groups: dict[str, list[str]]) -> None:
    lines = [head]
    for key, forms in groups.items():
        kept = list(dict.fromkeys(f.replace(",", " ").strip() for f in forms if f.strip()))
        lines.append(f"{key}: {', '.join(kept)}\n")
    path.write_text("".join(lines), encoding="utf-8")


def legal_forms(rigour: Path) -> dict[str, list[str]]:
    source = (rigour / "data/names/org_types.py").read_text(encoding="utf-8")
    space: dict[str, object] = {}
    body = source.replace("from rigour.data.types import OrgTypeSpec", "").replace("List[OrgTypeSpec]", "list")
    exec(compile(body, "org_types", "exec"), space)  # noqa: S102  plain tables of the package
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in space["ORG_TYPES"]:  # type: ignore[attr-defined]
        key = entry.get("generic") or entry.get("compare") or entry.get("display")
        if not key:
            continue
        groups[key.replace(":", "")] += [entry.get("display", ""), *entry.get("aliases", [])]
    return groups


def countries() -> dict[str, list[str]]:
    groups = {}
    for code in sorted(icu.Locale.getISOCountries()):
        place = icu.Locale("", code)
        groups[code] = [place.getDisplayCountry(icu.Locale(language)) for language in LANGUAGES]
    return groups


def main() -> None:
    rigour, out = Path(sys.argv[1]), Path(sys.argv[2])
    data = load(rigour / "data/names/data.py")
    write(out / "forms.txt", "# Kinds of firms: those of one key answer to each other.\n" + SOURCE, legal_forms(rigour))
    words = {**{k: list(v) for k, v in data.ORG_SYMBOLS.items()}, **{k: list(v) for k, v in data.ORG_DOMAINS.items()}}
    words = {f"{key}*" if key in WEAK else key: forms for key, forms in words.items()}
    write(out / "words.txt", "# Common words of firms' names, by meaning.\n" + SOURCE, words)
    write(out / "titles.txt", "# Forms of address and ranks.\n" + SOURCE, {"address": [t for t in data.PERSON_NAME_PREFIXES if t != "The"]})
    write(out / "small.txt", "# Particles, articles and prepositions.\n" + SOURCE,
          {"small": [w for w in data.STOPWORDS if len(w) > 1 or not w.isascii() or w == "y"]})
    write(out / "places.txt", "# Countries by their names.\n# Source: ICU 72 / CLDR (Unicode License).\n", countries())


if __name__ == "__main__":
    main()
