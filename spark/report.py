"""What a run tells: seconds and rows by step, and each limit that cut something off, in the same words
whichever way it ran."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .batches import BETWEEN
from .inputs import Inputs
from .parameters import Parameters

CUTS_SHOWN = 1000


@dataclass(frozen=True)
class Cut:
    """A limit that cut something off: shown of total."""

    what: str
    shown: int
    total: int


@dataclass(frozen=True)
class Chosen:
    """A community that is looked at: how many seeds or hits it has, how many transfers."""

    community: str
    weight: int
    rows: int


@dataclass
class Report:
    """Filled as the steps go, written at the end: job.json, cut.jsonl."""

    say: Callable[[str], None]
    steps: list[dict[str, Any]] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    def took(self, name: str, rows: int, began: float) -> None:
        seconds = time.monotonic() - began
        self.steps.append({"step": name, "rows": rows, "seconds": round(seconds, 3)})
        self.say(f"{name}: {rows:,} rows in {seconds:.1f} s, "
                 f"{int(rows / max(seconds, 1e-9)):,} a second")

    def cut(self, what: str, shown: int, total: int) -> None:
        self.cuts.append(Cut(what, shown, total))

    def write(self, out: Path, p: Parameters, inputs: Inputs) -> None:
        rows = {"transfers": inputs.transfers.rows,
                "calls": inputs.calls.rows if inputs.calls else 0,
                "seeds": len(inputs.seeds) if inputs.seeds is not None else 0}
        (out / "job.json").write_text(json.dumps(
            {"rows": rows, "steps": self.steps, "parameters": p.table()}, indent=1) + "\n")
        (out / "cut.jsonl").write_text("".join(
            json.dumps(cut.__dict__, ensure_ascii=False) + "\n" for cut in self.cuts))


def cut_slices(report: Report, lost: Mapping[str, int], p: Parameters) -> None:
    """lost: of each node, how many ends of transfers have no features."""
    for name in sorted(lost):
        account, currency = name.split(BETWEEN)
        report.cut(f"features of {account} in {currency}: slices of time with more than "
                   f"{p.slice_rows_max} rows", 0, lost[name])


def cut_hubs(report: Report, first: Sequence[Any], total: int, p: Parameters) -> None:
    """first: the CUTS_SHOWN with the most partners."""
    for row in first:
        report.cut(f"communities: {row['account']} has more than {p.partners_max} partners and joins "
                   "nobody", 0, row["partners"])
    if total > len(first):
        report.cut("communities: accounts that join nobody, in this list", len(first), total)


def cut_seeds(report: Report, there: int, at_home: int, to_oneself: int, total: int) -> None:
    """to_oneself: seeds on a payment to oneself, which moves nothing and so tags nothing."""
    if there < total:
        report.cut("seeds: those that name a transfer of this table", there, total)
    if at_home < there:
        report.cut("seeds: those with an end that belongs to a community", at_home, there)
    if to_oneself:
        report.cut("seeds: those that are no payment to oneself", there - to_oneself, there)


def cut_trace(report: Report, ranked: Sequence[Chosen], p: Parameters) -> list[str]:
    """The communities that are traced."""
    for one in ranked:
        if one.rows > p.trace_rows_max:
            report.cut(f"trace: the community of {one.community} has more than {p.trace_rows_max} "
                       "transfers and is not traced", 0, one.rows)
    return [one.community for one in ranked if one.rows <= p.trace_rows_max]


def cut_case(report: Report, ranked: Sequence[Chosen], p: Parameters) -> list[str]:
    """The communities that leave for a case: whole ones, in their order, as long as they fit."""
    taken: list[str] = []
    left: list[Chosen] = []
    rows = 0
    for one in ranked:
        if rows + one.rows <= p.case_rows_max:
            taken.append(one.community)
            rows += one.rows
        else:
            left.append(one)
    for one in left[:CUTS_SHOWN]:
        report.cut(f"case: the community of {one.community} does not fit in {p.case_rows_max} "
                   "transfers", 0, one.rows)
    if len(left) > CUTS_SHOWN:
        report.cut("case: communities that do not fit, in this list", CUTS_SHOWN, len(left))
    return taken
