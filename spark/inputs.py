"""What is handed in, checked as a whole before anything starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .parameters import BadInput
from .schema import CALLS, SEEDS, TRANSFERS, Table, check


@dataclass(frozen=True)
class Inputs:
    """transfers must be there. Seeds are few enough for one machine: id of a transfer, tag."""

    transfers: Table
    calls: Table | None
    seeds: pa.Table | None


def read_inputs(transfers: Path, calls: Path | None, seeds: Path | None) -> Inputs:
    """Errors  BadInput, as schema.check; also where a transfer is seeded twice."""
    checked = check(transfers, TRANSFERS, "transfers")
    calls_checked = None if calls is None else check(calls, CALLS, "calls")
    return Inputs(checked, calls_checked, None if seeds is None else read_seeds(seeds, checked))


def read_seeds(path: Path, transfers: Table) -> pa.Table:
    table = check(path, SEEDS, "seeds")
    if table.id_type != transfers.id_type:
        raise BadInput(f"seeds: {table.files[0]}: column id: expected {transfers.id_type} as in the "
                       f"transfers, got {table.id_type}.")
    found = pq.read_table(table.files, columns=["id", "tag"])
    counts = found.group_by("id").aggregate([("id", "count")])
    twice = counts.filter(pc.greater(counts["id_count"], 1))
    if len(twice):
        raise BadInput(f"seeds: {table.files[0]}: column id: expected each transfer once, got "
                       f"{twice['id'][0]} {twice['id_count'][0]} times.")
    kind = pa.string() if table.id_type == "string" else pa.int64()
    return found.cast(pa.schema([("id", kind), ("tag", pa.string())]))
