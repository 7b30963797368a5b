"""Cases and runs: a case folder as an object, its events and results as tables."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from . import _native
from ._native import Table
from .kernels import Progress

Words = str | Iterable[str] | None


def _words(given: Words) -> list[str]:
    if given is None:
        return []
    return [given] if isinstance(given, str) else [str(one) for one in given]


def _time_text(given: str | date | None) -> str:
    if given is None:
        return ""
    if isinstance(given, datetime):
        if given.tzinfo is None:
            raise ValueError("as_of: this time has no zone; give it one, or hand in a date")
        return given.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return given.isoformat() if isinstance(given, date) else given


def _mask(as_of: str | date | None, only_jurisdiction: Words, without: Words,
          without_source: Words, handling: Words) -> _native.MaskWords:
    return _native.MaskWords(_time_text(as_of), _words(only_jurisdiction), _words(without),
                             _words(without_source), _words(handling))


def _page(title: str, facts: dict[str, object], lines: list[str]) -> str:
    """A few facts and sentences for a notebook, in its own ink: no colour, no script."""
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left;padding:2px 8px">{html.escape(key)}</th>'
        f'<td style="text-align:left;padding:2px 8px">{html.escape(str(value))}</td></tr>'
        for key, value in facts.items())
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return (f'<div><p><strong>{html.escape(title)}</strong></p><table>{rows}</table>'
            f'{f"<ul>{items}</ul>" if items else ""}</div>')


class Run:
    """What a run found, in memory. Each table is made when it is first asked for."""

    def __init__(self, native: _native.Run) -> None:
        self._native = native

    def table(self, name: str) -> Table:
        """One of the tables of results; ``cuibono.result_table_names()`` names them."""
        return self._native.table(name)

    @cached_property
    def findings(self) -> Table:
        return self.table("findings")

    @cached_property
    def claims(self) -> Table:
        return self.table("claims")

    @cached_property
    def leads(self) -> Table:
        return self.table("leads")

    @cached_property
    def actors(self) -> Table:
        return self.table("actors")

    @cached_property
    def sites(self) -> Table:
        return self.table("sites")

    @cached_property
    def accounts(self) -> Table:
        return self.table("accounts")

    @cached_property
    def totals(self) -> Table:
        return self.table("totals")

    @cached_property
    def places(self) -> Table:
        return self.table("places")

    @cached_property
    def traces(self) -> Table:
        return self.table("traces")

    @cached_property
    def stops(self) -> Table:
        return self.table("stops")

    @cached_property
    def hops(self) -> Table:
        return self.table("hops")

    @cached_property
    def rests(self) -> Table:
        return self.table("rests")

    @cached_property
    def days(self) -> Table:
        return self.table("days")

    @cached_property
    def intake(self) -> Table:
        return self.table("intake")

    @cached_property
    def sentences(self) -> Table:
        return self.table("sentences")

    @property
    def summary(self) -> list[str]:
        """The summary sentences of the brief."""
        return [row["text"] for row in self.sentences if row["section"] == "summary"]

    @property
    def questions(self) -> list[str]:
        """What a person would have to settle about how the files are read."""
        return [question for row in self.intake for question in row["questions"] or []]

    @property
    def file_names(self) -> list[str]:
        return self._native.file_names

    def file(self, name: str) -> bytes:
        """The bytes of one file of out/, as "brief.html"."""
        return self._native.file(name)

    def json(self, name: str) -> Any:
        """One JSON file of out/, as "brief.json"."""
        return json.loads(self.file(name))

    @property
    def out_folder(self) -> str:
        return self._native.out_folder

    def _facts(self) -> dict[str, object]:
        settings = self.json("run.json")
        intake = self.json("intake.json")
        return {"engine": settings["engine"], "mask": settings["mask"] or "everything",
                "rows": intake["rows"], "records": intake["records"],
                "quarantined": intake["quarantined"], "events": intake["events"]}

    def __repr__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self._facts().items())
        return f"Run({facts})" + "".join(f"\n- {line}" for line in self.summary)

    def _repr_html_(self) -> str:
        return _page("Run", self._facts(), self.summary)


class Case:
    """A case folder that has been opened."""

    def __init__(self, native: _native.Case) -> None:
        self._native = native
        self._events: dict[str, Table] | None = None

    @property
    def folder(self) -> str:
        return self._native.folder

    @property
    def title(self) -> str:
        return self._native.title

    @property
    def marking(self) -> str:
        return self._native.marking

    @property
    def simulated(self) -> bool:
        return self._native.simulated

    @cached_property
    def items(self) -> Table:
        """The files of the case, as they were received."""
        return self._native.items()

    def events(
        self,
        *,
        as_of: str | date | None = None,
        only_jurisdiction: Words = None,
        without: Words = None,
        without_source: Words = None,
        handling: Words = None,
        threads: int = 0,
        progress: Progress | None = None,
    ) -> dict[str, Table]:
        """The tables transfers, calls, reports and reported_payments, under a mask.

        Victims stand under their pseudonyms, as in out/. Nothing in the case changes.
        """
        mask = _mask(as_of, only_jurisdiction, without, without_source, handling)
        return self._native.events(mask, threads, progress)

    def _event_table(self, name: str) -> Table:
        if self._events is None:
            self._events = self.events()
        return self._events[name]

    @property
    def transfers(self) -> Table:
        """Payments between two ends: an event each, with its records."""
        return self._event_table("transfers")

    @property
    def calls(self) -> Table:
        return self._event_table("calls")

    @property
    def reports(self) -> Table:
        return self._event_table("reports")

    @property
    def reported_payments(self) -> Table:
        """The payments that victims report, and the transfer that each was matched to."""
        return self._event_table("reported_payments")

    def run(
        self,
        *,
        as_of: str | date | None = None,
        only_jurisdiction: Words = None,
        without: Words = None,
        without_source: Words = None,
        handling: Words = None,
        write: bool = True,
        out: str | os.PathLike[str] = "",
        strict: bool = False,
        threads: int = 0,
        progress: Progress | None = None,
    ) -> Run:
        """The whole way from files to results, as ``cuibono run`` does it.

        With ``write=False`` no byte of the case changes: for what-if questions. ``progress`` is
        called with stage, what, done and total, at most ten times a second.
        """
        mask = _mask(as_of, only_jurisdiction, without, without_source, handling)
        return Run(self._native.run(mask, write, os.fspath(out), strict, threads, progress))

    def results(self) -> Run:
        """What the newest run wrote into out/."""
        return Run(self._native.results())

    def show(self, what: str) -> str:
        """One thing and why it is believed: "E0003", "E0003#17", "F12", "C3", "L2", words.

        Reading a row is a line of the audit.
        """
        return self._native.show(what)

    def _facts(self) -> dict[str, object]:
        return {"title": self.title, "marking": self.marking, "items": len(self.items)}

    def __repr__(self) -> str:
        return f"Case({self.folder!r}, {self.title!r}, {len(self.items)} items)"

    def _repr_html_(self) -> str:
        return _page("Case", self._facts(), []) + self.items._repr_html_()


def open(path: str | os.PathLike[str]) -> Case:
    """Opens a case folder."""
    return Case(_native.open(os.fspath(path)))


def simulate(
    folder: str | os.PathLike[str],
    *,
    seed: int = 1,
    scale: float = 0.05,
    threads: int = 0,
    progress: Progress | None = None,
) -> Case:
    """Makes a case of invented people, with its truth beside it, and opens it."""
    return Case(_native.simulate(os.fspath(folder), seed, scale, threads, progress))
