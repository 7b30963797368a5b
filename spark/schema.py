"""What the Parquet files must hold, checked before Spark sees them.

Spark says of a wrong column what one of its readers met; this says file, column, expected, got.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .parameters import BadInput

Test = Callable[[pa.DataType], bool]


def is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or (
        pa.types.is_dictionary(kind) and bool(is_text(kind.value_type)))


def is_time(kind: pa.DataType) -> bool:
    # Spark reads no nanoseconds, and half a microsecond could not be kept.
    return pa.types.is_timestamp(kind) and kind.unit in ("us", "ms")


def is_whole(kind: pa.DataType) -> bool:
    return pa.types.is_int64(kind) or pa.types.is_int32(kind)


@dataclass(frozen=True)
class Field:
    """A column, or one of several of which exactly one must be there."""

    names: dict[str, tuple[Test, str]]
    required: bool = True

    def said(self) -> str:
        return " or ".join(f"{name} ({said})" for name, (_, said) in self.names.items())


def field(name: str, test: Test, said: str, required: bool = True) -> Field:
    return Field({name: (test, said)}, required)


ID = field("id", lambda kind: is_text(kind) or is_whole(kind), "int64 or string")
TIME = Field({"time_us": (pa.types.is_int64, "int64, microseconds of UTC"),
              "time": (is_time, "timestamp[us] or timestamp[ms]")})
TRANSFERS = (
    ID, TIME,
    field("payer", is_text, "string"),
    field("payee", is_text, "string"),
    field("amount_minor", is_whole, "int64, whole units of the currency's smallest part"),
    field("currency", is_text, "string"),
)
CALLS = (
    ID, TIME,
    field("caller", is_text, "string"),
    field("callee", is_text, "string"),
    field("duration_s", is_whole, "int64", required=False),
)
SEEDS = (ID, field("tag", is_text, "string"))


@dataclass(frozen=True)
class Table:
    """Files of one schema."""

    files: list[Path]
    id_type: str  # "bigint" or "string", as Spark calls it
    time: str     # the name of its column of time; "" where it has none
    columns: frozenset[str]
    rows: int


def parquet_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadInput(f"{folder}: there is no such file or folder.")
    found = sorted(p for p in folder.rglob("*.parquet")
                   if not any(part.startswith(("_", ".")) for part in p.relative_to(folder).parts))
    if not found:
        raise BadInput(f"{folder}: holds no *.parquet file. Expected a folder of Parquet files.")
    return found


def check(folder: Path, fields: tuple[Field, ...], what: str) -> Table:
    """Looks at the footer of every file.

    Errors  BadInput: names the file, the column, what was expected and what is there; also where two
            files disagree about the type of a column, and where a column that must be full holds nulls.
    """
    files = parquet_files(folder)
    rows = 0
    first: dict[str, pa.DataType] = {}
    for path in files:
        try:
            reader = pq.ParquetFile(path)
        except (OSError, pa.ArrowInvalid) as error:
            raise BadInput(f"{what}: {path}: expected a Parquet file, got something else: "
                           f"{str(error).splitlines()[0]}") from error
        with reader:
            rows += reader.metadata.num_rows
            there = {column.name: column.type for column in reader.schema_arrow}
            check_file(path, there, fields, what)
            check_nulls(path, reader, what)
        for name in (n for f in fields for n in f.names):
            if name in there and first.setdefault(name, there[name]) != there[name]:
                raise BadInput(f"{what}: {path}: column {name}: expected {first[name]} as in "
                               f"{files[0].name}, got {there[name]}.")
            if (name in there) != (name in first):
                raise BadInput(f"{what}: {path}: column {name}: expected as in {files[0].name}, "
                               f"got none.")
    time = next((n for n in TIME.names if n in first), "")
    return Table(files, "string" if is_text(first["id"]) else "bigint", time,
                 frozenset(first), rows)


def check_file(path: Path, there: dict[str, pa.DataType], fields: tuple[Field, ...],
               what: str) -> None:
    for one in fields:
        found = [name for name in one.names if name in there]
        if not found and one.required:
            raise BadInput(f"{what}: {path}: column {' or '.join(one.names)}: expected {one.said()}, "
                           f"got no such column. It has: {', '.join(sorted(there))}.")
        if len(found) > 1:
            raise BadInput(f"{what}: {path}: columns {' and '.join(found)}: expected one of them, "
                           f"got both.")
        for name in found:
            test, said = one.names[name]
            if not test(there[name]):
                raise BadInput(f"{what}: {path}: column {name}: expected {said}, "
                               f"got {there[name]}.")


def check_nulls(path: Path, reader: pq.ParquetFile, what: str) -> None:
    """Where the footer counts nulls; what it does not count is found when rows are read."""
    for group in range(reader.metadata.num_row_groups):
        meta = reader.metadata.row_group(group)
        for number in range(meta.num_columns):
            column = meta.column(number)
            if column.path_in_schema not in FULL or column.statistics is None:
                continue
            if column.statistics.has_null_count and column.statistics.null_count:
                raise BadInput(f"{what}: {path}: column {column.path_in_schema}: expected a value in "
                               f"every row, got {column.statistics.null_count} nulls in row group "
                               f"{group}.")


FULL = frozenset({"id", "time", "time_us", "amount_minor", "currency", "tag"})
