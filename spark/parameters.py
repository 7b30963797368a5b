"""The parameter file: patterns.toml is the pattern for it, in both senses."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DEFAULT = HERE / "patterns.toml"
DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000

KINDS = ("account", "iban", "card", "chain", "phone", "email", "imei", "imsi", "domain", "document")


class BadInput(Exception):
    """What a person handed in cannot be used; the text says what, where, and what helps."""


@dataclass(frozen=True)
class Parameters:
    """All values of the file, flat. Units are in the names; limits count rows unless they say else."""

    transfer_ends: str
    call_ends: str
    country: str
    simulated: bool
    window_days: int
    hot_rows: int
    slice_windows: int
    slice_rows_max: int
    fan_in_payee_payers_min: int
    fan_in_payee_in_count_min: int
    fan_out_payer_payees_min: int
    fan_out_payer_out_count_min: int
    pass_through_paid_on_permille_min: int
    pass_through_since_in_hours_max: int
    pass_through_payer_in_minor_min: int
    partners_max: int
    trace_rule: str
    trace_rows_max: int
    case_communities_max: int
    case_rows_max: int
    batch_rows: int

    @property
    def window_us(self) -> int:
        return self.window_days * DAY_US

    @property
    def slice_us(self) -> int:
        return self.slice_windows * self.window_us

    def table(self) -> dict[str, Any]:
        return asdict(self)


# Where each value stands in the file.
PLACES: dict[str, tuple[str, ...]] = {
    "transfer_ends": ("ends", "transfers"),
    "call_ends": ("ends", "calls"),
    "country": ("ends", "country"),
    "simulated": ("ends", "simulated"),
    "window_days": ("features", "window_days"),
    "hot_rows": ("features", "hot_rows"),
    "slice_windows": ("features", "slice_windows"),
    "slice_rows_max": ("features", "slice_rows_max"),
    "fan_in_payee_payers_min": ("patterns", "fan_in", "payee_payers_min"),
    "fan_in_payee_in_count_min": ("patterns", "fan_in", "payee_in_count_min"),
    "fan_out_payer_payees_min": ("patterns", "fan_out", "payer_payees_min"),
    "fan_out_payer_out_count_min": ("patterns", "fan_out", "payer_out_count_min"),
    "pass_through_paid_on_permille_min": ("patterns", "pass_through", "paid_on_permille_min"),
    "pass_through_since_in_hours_max": ("patterns", "pass_through", "since_in_hours_max"),
    "pass_through_payer_in_minor_min": ("patterns", "pass_through", "payer_in_minor_min"),
    "partners_max": ("communities", "partners_max"),
    "trace_rule": ("trace", "rule"),
    "trace_rows_max": ("trace", "rows_max"),
    "case_communities_max": ("case", "communities_max"),
    "case_rows_max": ("case", "rows_max"),
    "batch_rows": ("batches", "rows"),
}
CHOICES = {"transfer_ends": KINDS, "call_ends": KINDS, "trace_rule": ("fifo", "prorata")}


def leaves(table: dict[str, Any], above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= leaves(value, (*above, key))
        else:
            found[(*above, key)] = value
    return found


def read_parameters(path: Path = DEFAULT) -> Parameters:
    """A word too many, a word missing or a value of another kind is refused with its place."""
    try:
        written = leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name} cannot be read: {error}.") from error
    if written.pop(("schema",), None) != 1:
        raise BadInput(f"{path.name}: expected schema = 1; this job knows no other.")
    values: dict[str, Any] = {}
    for name, place in PLACES.items():
        where = ".".join(place)
        if place not in written:
            raise BadInput(f"{path.name}: {where} is missing. spark/patterns.toml has all words.")
        value = written.pop(place)
        kind = Parameters.__annotations__[name]
        if type(value).__name__ != kind:
            raise BadInput(f"{path.name}: {where}: expected {kind}, got {type(value).__name__}.")
        if kind == "int" and value < 1:
            raise BadInput(f"{path.name}: {where}: expected 1 or more, got {value}.")
        if name in CHOICES and value not in CHOICES[name]:
            raise BadInput(f"{path.name}: {where}: expected one of {', '.join(CHOICES[name])}, "
                           f"got {value}.")
        values[name] = value
    for place in written:
        raise BadInput(f"{path.name}: {'.'.join(place)} is not known.")
    return Parameters(**values)
