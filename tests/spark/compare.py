"""Are the tables of two runs the same, row for row?"""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

# Each table and what names a row of it.
TABLES = {
    "transfers": ["id"],
    "pairs": ["payer", "payee", "currency"],
    "days": ["account", "currency", "day"],
    "calls": ["id"],
    "call_pairs": ["caller", "callee"],
    "call_days": ["number", "day"],
    "features": ["id"],
    "hubs": ["account"],
    "communities": ["account"],
    "chosen": ["id"],
    "traced": ["what", "id", "account", "tag", "currency"],
}
CHOSEN = ["id", "time_us", "payer", "payee", "amount_minor", "currency", "community"]


def rows_of(out: Path, name: str) -> pa.Table:
    table = pq.read_table(out / name)
    table = table.select(CHOSEN) if name == "chosen" else table.select(sorted(table.column_names))
    return table.sort_by([(key, "ascending") for key in TABLES[name]]).combine_chunks()


def difference(out: Path, other: Path, name: str) -> str:
    """Empty if the tables are equal, else the first row that is not."""
    one, two = rows_of(out, name), rows_of(other, name)
    if one.schema.names != two.schema.names:
        return f"{name}: columns {one.schema.names} and {two.schema.names}"
    if len(one) != len(two):
        return f"{name}: {len(one)} rows and {len(two)} rows"
    for column in one.column_names:
        a, b = one[column], two[column].cast(one[column].type)
        if not a.equals(b):
            same = pc.fill_null(pc.equal(a, b), False)
            same = pc.or_(same, pc.and_(pc.is_null(a), pc.is_null(b)))
            row = pc.index(same, False).as_py()
            if row >= 0:
                return f"{name}.{column}: {one.slice(row, 1).to_pylist()} and " \
                       f"{two.slice(row, 1).to_pylist()}"
    return ""


def differences(out: Path, other: Path) -> list[str]:
    """All tables, the cuts and the case that leaves, byte for byte."""
    there = [name for name in TABLES if (out / name).exists() or (other / name).exists()]
    found = [said for name in there if (said := difference(out, other, name))]
    for name in ("cut.jsonl", "case/transfers.jsonl"):
        if (out / name).read_bytes() != (other / name).read_bytes():
            found.append(f"{name} differs")
    return found


def cuts(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "cut.jsonl").read_text().splitlines()]
