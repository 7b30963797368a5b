#!/usr/bin/env python3
"""Makes the letter tables of src/entities/letters: names out of a package, counting, factors of the odds.

Use: make_letters.py names PERSONS EXCLUDED OUT      a file of names for train_letters, a line an item and spelling
     make_letters.py split NAMES FOUR FIFTH          four parts to count in, the fifth to fit the odds on
     make_letters.py pairs FIFTH OUT                 true pairs, drawn ones and near ones
     make_letters.py fit MEASURED LETTERS            writes the "=" lines into LETTERS/*.txt

PERSONS is rigour/data/names/persons.txt of rigour 1.5.0. EXCLUDED is a CSV with a column name1: an item that has one
of its words is left out, so that a bench on them measures rules and no memory. MEASURED has, a line a pair: writing,
spelling, Latin, true or false, sort, then agreement and the two bests of the own and of the second table.
"""

from __future__ import annotations

import csv
import hashlib
import random
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

WRITINGS = {"LATIN": "latin", "CYRILLIC": "cyrillic", "GREEK": "greek", "ARABIC": "arabic", "HEBREW": "hebrew",
            "GEORGIAN": "georgian", "ARMENIAN": "armenian", "HANGUL": "hangul", "CJK": "han", "KATAKANA": "kana",
            "HIRAGANA": "kana", "THAI": "thai", "DEVANAGARI": "devanagari"}


def writing_of(word: str) -> str | None:
    seen = {unicodedata.name(c, "?").split(" ")[0] for c in word if c.isalpha()}
    found = {WRITINGS.get(name) for name in seen}
    return found.pop() if len(found) == 1 else None


def names(persons: Path, excluded: Path, out: Path) -> None:
    with excluded.open(encoding="utf-8") as file:
        left_out = {row["name1"] for row in csv.DictReader(file)}
    with out.open("w", encoding="utf-8") as file:
        for line in persons.read_text(encoding="utf-8").splitlines():
            forms = [form.strip() for form in line.split(" => ")[0].split(",")]
            if left_out.intersection(forms):
                continue
            by_writing = defaultdict(list)
            for form in forms:
                by_writing[writing_of(form)].append(form)
            latin = by_writing.get("latin", [])
            for writing, spellings in by_writing.items():
                for spelling in spellings if writing else []:
                    others = [other for other in latin if other != spelling]
                    if others:
                        file.write("\t".join([writing, spelling, *others]) + "\n")


def split(names_file: Path, four: Path, fifth: Path) -> None:
    with four.open("w", encoding="utf-8") as most, fifth.open("w", encoding="utf-8") as rest:
        for line in names_file.read_text(encoding="utf-8").splitlines(keepends=True):
            key = line.rstrip("\n").split("\t")[2]
            chosen = int(hashlib.sha1(key.encode()).hexdigest(), 16) % 5 == 0
            (rest if chosen else most).write(line)


def pairs(fifth: Path, out: Path) -> None:
    chance = random.Random(7)
    by_writing: dict[str, list[list[str]]] = defaultdict(list)
    latin = set()
    for line in fifth.read_text(encoding="utf-8").splitlines():
        writing, *forms = line.split("\t")
        if writing != "latin":
            by_writing[writing].append(forms)
            latin.add(forms[1])
    drawn = sorted(latin)
    by_start = defaultdict(list)
    for form in drawn:
        by_start[form[:2]].append(form)
    with out.open("w", encoding="utf-8") as file:
        for writing, items in by_writing.items():
            chance.shuffle(items)
            for spelling, *own in items[:3000]:
                true = chance.choice(own)
                near = [form for form in by_start[true[:2]] if form not in own] or drawn
                file.write(f"{writing}\t{spelling}\t{true}\ttrue\tsame\n")
                file.write(f"{writing}\t{spelling}\t{chance.choice(drawn)}\tfalse\tdrawn\n")
                file.write(f"{writing}\t{spelling}\t{chance.choice(near)}\tfalse\tnear\n")


def fit(measured: Path, letters: Path) -> None:
    from sklearn.linear_model import LogisticRegression

    by_writing: dict[str, list[tuple[list[float], bool]]] = defaultdict(list)
    for line in measured.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        own, own_x, own_y, second, second_x, second_y = map(int, cells[5:11])
        possible, second_possible = (own_x + own_y) / 2, (second_x + second_y) / 2
        own, second = max(own, -3000), max(second, -3000)
        features = [own / (possible + 300), own / 1000, second / (second_possible + 300), second / 1000, possible / 1000]
        by_writing[cells[0]].append((features, cells[3] == "true"))
    for writing, rows in by_writing.items():
        model = LogisticRegression(C=3, max_iter=3000).fit([f for f, _ in rows], [y for _, y in rows])
        # Near pairs are a third here and fewer in life: even odds are moved by 0.85.
        factors = [model.intercept_[0] + 0.85, *model.coef_[0]]
        path = letters / f"{writing}.txt"
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("= ")]
        lines.insert(1, "= " + " ".join(str(round(1000 * factor)) for factor in factors))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    {"names": names, "split": split, "pairs": pairs, "fit": fit}[sys.argv[1]](*map(Path, sys.argv[2:]))
