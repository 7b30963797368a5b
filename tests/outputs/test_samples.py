"""Published samples of goAML and ISO 20022: those that their schemas call valid are read whole, and of the others
every row is accounted for."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path
from typing import Any

import cases

NAMESPACE = re.compile(rb"urn:iso:std:iso:20022:tech:xsd:([a-z0-9.]+)")


def data() -> Path | None:
    """Where the public data lies; nothing where it does not."""
    named = os.environ.get("CUIBONO_DATA")
    folder = Path(named) if named else cases.ROOT.parent / "shared/data"
    return folder if (folder / "formats_goaml").is_dir() else None


@functools.lru_cache(maxsize=None)
def goaml_schema() -> Path:
    """The schema without ^ and $ in its patterns: XML Schema has no such marks, and libxml2 takes them for letters."""
    folder = data()
    assert folder is not None
    text = (folder / "formats_goaml/goAMLSchema.xsd").read_text(encoding="utf-8-sig")
    text = re.sub(r'(<xs:pattern value=")\^?(.*?)\$?("\s*/?>)', r"\1\2\3", text)
    schema = cases.FOLDER / "goaml.xsd"
    schema.write_text(text, encoding="utf-8")
    return schema


def iso_schema(sample: Path) -> Path | None:
    """The schema that a message names: beside it, or in the folder of all."""
    folder = data()
    assert folder is not None
    found = NAMESPACE.search(sample.read_bytes())
    if not found:
        return None
    name = found.group(1).decode() + ".xsd"
    places = [sample.parent / name, folder / "formats_iso20022/xsd" / name]
    return next((place for place in places if place.is_file()), None)


def is_valid(sample: Path, schema: Path | None) -> bool:
    if schema is None:
        return False
    command = ["xmllint", "--nonet", "--noout", "--schema", str(schema), str(sample)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


@functools.lru_cache(maxsize=None)
def samples() -> dict[Path, bool]:
    """Every sample, and whether its schema calls it valid."""
    folder = data()
    assert folder is not None
    found = {path: is_valid(path, goaml_schema())
             for path in sorted((folder / "formats_goaml").glob("*.xml"))}
    for path in sorted((folder / "formats_iso20022").rglob("*.xml")):
        found[path] = is_valid(path, iso_schema(path))
    return found


@functools.lru_cache(maxsize=None)
def intake() -> dict[str, Any]:
    """What a case takes in of all samples: names of items as they were added."""
    folder = data()
    assert folder is not None
    incoming = cases.FOLDER / "samples"
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir()
    for number, path in enumerate(samples()):
        shutil.copy(path, incoming / f"{number:03}.xml")
    case = cases.FOLDER / "samples-case"
    shutil.rmtree(case, ignore_errors=True)
    cases.call("init", str(case))
    cases.call("-C", str(case), "add", str(incoming), "--jurisdiction", "DE", "--source", "samples")
    cases.call("-C", str(case), "run")
    read: dict[str, Any] = json.loads((case / "out/intake.json").read_text())
    return read


def items_of(number: int) -> list[dict[str, Any]]:
    """The file and its tables; of equal files the one that was added."""
    name = f"{number:03}.xml"
    return [item for item in intake()["items"]
            if Path(item["path"]).name.split("_", 1)[-1] == name]


@unittest.skipUnless(data(), "no public data: set CUIBONO_DATA, or put it in ../shared/data")
@unittest.skipUnless(shutil.which("xmllint"), "no xmllint: script/setup --test installs libxml2-utils")
class Samples(unittest.TestCase):
    def count(self, part: str, valid: bool = True) -> int:
        return sum(1 for path, is_so in samples().items() if part in str(path) and is_so == valid)

    def test_what_is_published_validates(self) -> None:
        self.assertEqual(self.count("formats_goaml"), 7)
        self.assertEqual(self.count("formats_goaml", valid=False), 0)
        self.assertEqual(self.count("pain001_corpus"), 48)
        self.assertEqual(self.count("pain001_corpus", valid=False), 0)
        self.assertEqual(self.count("pacs008pkg"), 6)
        self.assertEqual(self.count("camt053pkg"), 0)

    def test_what_is_valid_is_read_whole(self) -> None:
        read = 0
        for number, (path, is_so) in enumerate(samples().items()):
            if not is_so:
                continue
            items = items_of(number)
            for item in items:
                self.assertEqual(item["quarantined"], 0, f"{path}: {item['id']}")
            read += bool(items) and any(item["rows"] > 0 for item in items)
        self.assertGreaterEqual(read, 61)

    def test_what_is_no_instance_is_accounted_for(self) -> None:
        for number, (path, is_so) in enumerate(samples().items()):
            if is_so:
                continue
            items = items_of(number)
            for item in items:
                self.assertEqual(item["rows"], item["records"] + item["quarantined"], str(path))
            said = any(item["records"] or item["quarantined"] or item["questions"] for item in items)
            self.assertTrue(said, f"{path} is read as nothing, and nothing is said")


if __name__ == "__main__":
    unittest.main()
