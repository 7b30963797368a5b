"""The kernels over any table: pyarrow, polars, pandas, DuckDB, or one of this package.

A table is any object with ``__arrow_c_stream__``. Columns are read where they lie; answers are
``Table`` objects, which offer ``__arrow_c_stream__`` themselves.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, Protocol

from . import _native
from ._native import Table


class ArrowStream(Protocol):
    """Whatever hands out a table through the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


Progress = Callable[[str, str, int, int], object]


@dataclass(frozen=True)
class Traced:
    """Where tagged money went. Transfers are row numbers of the table handed in, from 0.

    A holding or balance whose account is null rests outside: the payer or payee was not stated.
    """

    rule: str
    holdings: Table
    flows: Table
    balances: Table
    displaced: Table
    displaced_minor: int
    unexplained_minor: int

    def __repr__(self) -> str:
        return (f"Traced({self.rule}: {len(self.holdings)} holdings, {len(self.flows)} flows, "
                f"unexplained_minor={self.unexplained_minor})\n{self.holdings!r}")

    def _repr_html_(self) -> str:
        return self.holdings._repr_html_()


def trace(
    transfers: ArrowStream,
    seeds: ArrowStream | Mapping[int, str] | Iterable[int],
    rule: Literal["fifo", "prorata"] = "fifo",
    *,
    payer: str = "payer",
    payee: str = "payee",
    amount: str = "amount_minor",
    time: str = "time",
    currency: str = "currency",
    threads: int = 0,
    progress: Progress | None = None,
) -> Traced:
    """Follow tagged money through a ledger, first in, first out, or pro rata.

    ``seeds``: row numbers (one tag, "seed"), a mapping from row number to tag, or a table with the
    columns ``transfer`` and ``tag``. Rows are put in order of ``time``; without that column they
    stand in it. Where there is a column ``currency``, it must hold one currency.
    """
    names = _native.TransferNames(payer, payee, amount, time, currency)
    table: Any = None
    rows: list[int] = []
    tags: list[str] = []
    if hasattr(seeds, "__arrow_c_stream__"):
        table = seeds
    elif isinstance(seeds, Mapping):
        rows = [operator.index(row) for row in seeds]
        tags = [str(tag) for tag in seeds.values()]
    else:
        rows = [operator.index(row) for row in seeds]
        tags = ["seed"] * len(rows)
    found = _native.trace(transfers, table, rows, tags, rule, names, threads, progress)
    return Traced(rule=rule, **found)


def features(
    transfers: ArrowStream,
    window: timedelta | None = None,
    *,
    payer: str = "payer",
    payee: str = "payee",
    amount: str = "amount_minor",
    time: str = "time",
    currency: str = "currency",
    threads: int = 0,
    progress: Progress | None = None,
) -> Table:
    """How busy the two ends of each payment were in the time before it, a row a payment.

    ``window`` is seven days where it is not given.
    """
    names = _native.TransferNames(payer, payee, amount, time, currency)
    wide = timedelta(days=7) if window is None else window
    return _native.features(transfers, wide // timedelta(microseconds=1), names, threads, progress)


def shapes(
    transfers: ArrowStream,
    window: timedelta | None = None,
    *,
    longest: int = 10,
    payer: str = "payer",
    payee: str = "payee",
    amount: str = "amount_minor",
    time: str = "time",
    currency: str = "currency",
    threads: int = 0,
    progress: Progress | None = None,
) -> Table:
    """How many shapes each payment completes, and statistics of both its ends, a row a payment.

    ``window`` is a day where it is not given. ``longest``: accounts in a short cycle, 2 to 16; a
    column for each size from 2 on, the last for what is larger too. Counts and sums are those of
    IBM's snapml fed one payment at a time; its last three statistics drift, ours do not.
    """
    names = _native.TransferNames(payer, payee, amount, time, currency)
    wide = timedelta(days=1) if window is None else window
    return _native.shapes(
        transfers, wide // timedelta(microseconds=1), longest, names, threads, progress)


def successions(
    calls: ArrowStream,
    *,
    caller: str = "caller",
    callee: str = "callee",
    time: str = "time",
    duration: str = "duration_s",
    imei: str = "imei",
    imsi: str = "imsi",
    threads: int = 0,
    progress: Progress | None = None,
) -> Table:
    """Numbers, cards and handsets that took the place of another. No proof of one user.

    ``imei`` and ``imsi`` are of the caller. These two columns and ``duration`` may be missing.
    """
    names = _native.CallNames(caller, callee, time, duration, imei, imsi)
    return _native.successions(calls, names, threads, progress)


def normalise(
    values: Iterable[str | None] | ArrowStream,
    kind: str,
    country: str | None = None,
    *,
    simulated: bool = False,
    threads: int = 0,
    progress: Progress | None = None,
) -> Table:
    """Normal forms of written numbers, accounts, addresses: written, selector, validity, reason.

    ``kind``: phone, iban, account, card, chain, imei, imsi, email, domain, document.
    ``country`` (ISO 3166, two letters) is for phone numbers in national form.
    """
    column: Any = None
    listed: list[str | None] = []
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__"):
        column = values
    else:
        listed = list(values)
    return _native.normalise(column, listed, kind, country or "", simulated, threads, progress)


def components(
    edges: ArrowStream,
    *,
    source: str = "from",
    target: str = "to",
    threads: int = 0,
    progress: Progress | None = None,
) -> Table:
    """Which nodes hang together: node, component, nodes (how many are in it)."""
    return _native.components(edges, source, target, threads, progress)
