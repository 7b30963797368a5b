"""No victim is named in any file of out/ unless the case says so: over simulated worlds, by their truth."""

from __future__ import annotations

import json
import re
import unittest
from pathlib import Path

import cases

SEEDS = range(1, 7)


def plain(text: str) -> str:
    """Letters and digits alone, small: what stands between them hides nothing."""
    return re.sub(r"[\W_]+", "", text.lower())


def secrets(case: Path) -> dict[str, str]:
    """{what a person would recognise: what it is} of the victims who reported."""
    found = {}
    for victim in json.loads((case / "truth.json").read_text())["victims"]:
        if not victim["reports"]:
            continue  # no record says that this person is a victim
        found[plain(victim["name"])] = "name"
        words = victim["name"].split()
        found[plain(" ".join([words[-1], *words[:-1]]))] = "name"
        for phone in victim["phones"]:
            found[re.sub(r"\D", "", phone)] = "phone"
        for account in victim["accounts"]:
            found[plain(account.split(":")[-1])] = "account"
    return found


def emails(case: Path) -> set[str]:
    """Every address of the files with reports: they hold victims' only."""
    found = set()
    for item in cases.json_of(case, "intake.json")["items"]:
        if item["kind"] == "reports":
            text = (case / item["path"]).read_bytes().decode("latin-1")
            found |= set(re.findall(r"[\w.+-]+@[\w.-]+\w", text))
    return found


def leaks(case: Path) -> list[str]:
    said = []
    for name, text in cases.texts_of(case).items():
        bare = plain(text)
        said += [f"{name} holds a victim's {what}: {secret}"
                 for secret, what in secrets(case).items() if secret in bare]
        said += [f"{name} holds an e-mail address: {mail}" for mail in emails(case)
                 if mail.lower() in text.lower()]
    return said


class Victims(unittest.TestCase):
    def test_no_name_phone_account_or_address_in_any_file(self) -> None:
        for seed in SEEDS:
            with self.subTest(seed=seed):
                case = cases.simulated(seed)
                self.assertGreater(len(secrets(case)), 80)
                self.assertGreater(len(emails(case)), 20)
                self.assertEqual(leaks(case)[:10], [])

    def test_none_in_the_mode_omit(self) -> None:
        case = cases.with_victims("omit")
        self.assertEqual(leaks(case)[:10], [])
        for name, text in cases.texts_of(case).items():
            self.assertNotRegex(text, r"\bV-[0-9A-Z]{4}-[0-9A-Z]{4}\b", name)

    def test_the_mode_clear_shows_them_so_that_this_test_can_fail(self) -> None:
        found = leaks(cases.with_victims("clear"))
        for what in ("name", "phone", "account"):
            self.assertTrue(any(f"victim's {what}" in line for line in found), what)
        self.assertTrue(any("e-mail" in line for line in found))

    def test_one_person_has_one_pseudonym_in_all_files(self) -> None:
        case = cases.simulated()
        known = {e["id"] for e in cases.lines_of(case, "entities.jsonl") if e["id"].startswith("V-")}
        self.assertGreater(len(known), 20)
        for name, text in cases.texts_of(case).items():
            for pseudonym in re.findall(r"\bV-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text):
                self.assertIn(pseudonym, known, name)

    def test_nothing_is_told_on_the_terminal_either(self) -> None:
        case = cases.simulated()
        said = cases.call("-C", str(case), "run")
        text = plain((said.stdout + said.stderr).decode())
        self.assertEqual([s for s in secrets(case) if s in text], [])
