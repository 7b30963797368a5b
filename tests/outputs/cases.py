"""Cases whose out/ is looked at from outside, as another program would: made once, kept for all tests."""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(tempfile.mkdtemp(prefix="outputs-"))
atexit.register(shutil.rmtree, FOLDER, True)


def program() -> Path | None:
    """The built program: CUIBONO_PROGRAM, or that of the release or development build."""
    named = os.environ.get("CUIBONO_PROGRAM")
    paths = [Path(named)] if named else [ROOT / f"build/{b}/cuibono" for b in ("release", "dev")]
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def has_parquet() -> bool:
    """Whether the library of Parquet is beside the program: without it there is no patterns.parquet."""
    found = program()
    return found is not None and (found.parent / "libcuibono_parquet.so").exists()


def call(*words: str, terminal: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Runs the program; a failure is a failure of the test."""
    command = [str(program()), *words]
    if terminal:  # `script` gives it one
        command = ["script", "-qec", " ".join(f"'{w}'" for w in command), "/dev/null"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(words)}: exit {done.returncode}\n"
                             + (done.stdout + done.stderr).decode(errors="replace"))
    return done


@functools.lru_cache(maxsize=None)
def simulated(seed: int = 1, scale: str = "0.02") -> Path:
    case = FOLDER / f"seed{seed}"
    shutil.rmtree(case, ignore_errors=True)
    call("simulate", str(case), "--seed", str(seed), "--scale", scale)
    call("-C", str(case), "run")
    return case


@functools.lru_cache(maxsize=None)
def traced(seed: int = 1) -> Path:
    """The same case with two traces: T1 of all victims, T2 back from where most of it rests."""
    case = FOLDER / f"seed{seed}-traced"
    shutil.copytree(simulated(seed), case, dirs_exist_ok=True)
    call("-C", str(case), "trace", "victims")
    trace = json.loads((case / "traces/T1/trace.json").read_text())
    place = next(p for p in trace["ledgers"][0]["places"] if p["kind"] == "account")
    call("-C", str(case), "trace", place["place"], "--back")
    return case


@functools.lru_cache(maxsize=None)
def with_victims(mode: str, seed: int = 1) -> Path:
    """The same evidence, with victims = mode."""
    case = FOLDER / f"seed{seed}-{mode}"
    shutil.copytree(simulated(seed), case, dirs_exist_ok=True)
    settings = case / "case.toml"
    text = settings.read_text()
    assert 'victims = "pseudonym"' in text
    settings.write_text(text.replace('victims = "pseudonym"', f'victims = "{mode}"'))
    call("-C", str(case), "run")
    return case


@functools.lru_cache(maxsize=None)
def only(kind: str) -> Path:
    """A case of the files of one kind of the simulated case."""
    case = FOLDER / f"only-{kind}"
    shutil.rmtree(case, ignore_errors=True)
    call("init", str(case), "--title", f"Only {kind}", "--marking", "SIMULATED")
    items = json_of(simulated(), "intake.json")["items"]
    files = [str(simulated() / i["path"]) for i in items if i["kind"] == kind]
    call("-C", str(case), "add", *files, "--received", "2025-05-04")
    call("-C", str(case), "run")
    return case


@functools.lru_cache(maxsize=None)
def documents() -> Path:
    """Two states that contradict each other, and a court whose finding is overturned: three press texts alone."""
    case = FOLDER / "documents"
    shutil.rmtree(case, ignore_errors=True)
    call("init", str(case), "--title", "Two states", "--marking", "SIMULATED")
    texts = {
        "release": ("Ministry of the Interior of Norvia", "2025-05-13",
                    "Arrests in Velmora\n\nThe Ministry of the Interior of Norvia announced on Monday that police had "
                    "arrested Egor Tarasenko in Velmora. According to the ministry, Tarasenko is suspected of running "
                    "three call centres with around 500 staff.\n\nThe ministry said that victims in 20 countries lost "
                    "tens of millions of dollars. Who else was involved?\n"),
        "denial": ("Foreign Office of Sedria", "2025-05-14",
                   "Statement of the Foreign Office\n\nThe Foreign Office of Sedria denied on Tuesday that Egor "
                   "Tarasenko had been arrested in Velmora.\n\nTarasenko's lawyer denied all accusations.\n"),
        "court": ("Court of Appeal of Norvia", "2026-06-10",
                  "Press office of the Court of Appeal\n\nThe District Court of Velmora found Egor Tarasenko guilty of "
                  "fraud on 3 March 2026. The Court of Appeal overturned the verdict on 9 June 2026.\n"),
    }
    for name, (source, received, text) in texts.items():
        path = FOLDER / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        call("-C", str(case), "add", str(path), "--source", source, "--received", received)
    call("-C", str(case), "run")
    return case


@functools.lru_cache(maxsize=None)
def named() -> Path:
    """Press texts that name holders of numbers, in two scripts, and a victim, declined; with the registers that know them."""
    case = FOLDER / "named"
    shutil.rmtree(case, ignore_errors=True)
    call("init", str(case), "--title", "Named", "--marking", "SIMULATED")
    files = {
        "press.txt": ("Arrests in Velmora\n\nPolice said that Egor Tarasenko met Katrina Ozola in Velmora. Who else was "
                      "there?\n\nПолиция допросила Егора Тарасенко и Катрину Озолу во вторник.\n"),
        "subscribers.csv": ("Number,Subscriber name,Date of birth,Country,Activated\n"
                            "+99937090596638,Egor Tarasenko,1980-01-02,LT,2024-01-01\n"
                            "+99937090596639,Anna Lund,1981-02-03,LT,2024-01-01\n"),
        "reports.csv": ("Report id,Received,Victim name,Victim phone,Country,Platform,Amount,Currency,Paid at,Paid to\n"
                        "FD-1,2025-05-01,Katrina Ozola,+99937120000001,LV,Brightwell Trade,1200.00,EUR,2025-04-01,"
                        "LT619990010000123456\n"),
    }
    for name, text in files.items():
        path = FOLDER / name
        path.write_text(text, encoding="utf-8")
        call("-C", str(case), "add", str(path), "--source", name.split(".")[0], "--received", "2025-05-13")
    call("-C", str(case), "run")
    return case


@functools.lru_cache(maxsize=None)
def replayed() -> Path:
    """The simulated case with replays of every family but the coalitions."""
    case = FOLDER / "replayed"
    shutil.copytree(simulated(), case, dirs_exist_ok=True)
    call("-C", str(case), "replay", "--family", "bootstrap,without-source,as-of,handling,identity", "--draws", "3")
    return case


def json_of(case: Path, name: str) -> Any:
    return json.loads((case / "out" / name).read_text(encoding="utf-8"))


def lines_of(case: Path, name: str) -> list[Any]:
    text = (case / "out" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def texts_of(case: Path) -> dict[str, str]:
    """Every file of out/, which must be UTF-8, but the table of patterns: numbers and labels of items."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted((case / "out").iterdir())
            if path.suffix != ".parquet"}
