"""What leaves for a case: transfers as Parquet, and beside it as JSON Lines; `cuibono add` takes either."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .parameters import BadInput

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Decimals of currencies that have other than two; of src/core/money_assets.cc, which a test compares.
DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX",
                     "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("USDT", "USDC", "TRX", "XRP", "ADA", "USDTTEST"), 6),
    **dict.fromkeys(("BTC", "LTC", "BCH", "DOGE", "DASH", "ZEC", "BTCTEST"), 8),
    **dict.fromkeys(("ETH", "XMR", "SOL", "BNB", "DAI", "TON", "ETHTEST"), 9),
}


def decimal_text(amount_minor: int, currency: str) -> str:
    decimals = DECIMALS.get(currency, 2)
    digits = str(amount_minor).rjust(decimals + 1, "0")
    return digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}"


def written(selector: str | None) -> str | None:
    """The selector as its source would write it. What has no other scheme keeps its own: without it two
    accounts of two countries could become one."""
    if selector is None:
        return None
    for own in ("iban:", "local:table.acct:", "local:table.iban:"):
        if selector.startswith(own):
            return selector.removeprefix(own)
    return selector


COLUMNS = ("time", "payer", "payee", "amount", "currency", "reference")


def row_of(row: dict[str, Any]) -> dict[str, str | None]:
    """A transfer as a bank would write it: what `cuibono add` understands by the names of its columns."""
    time = (EPOCH + timedelta(microseconds=row["time_us"])).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    values = (time, written(row["payer"]), written(row["payee"]),
              decimal_text(row["amount_minor"], row["currency"]), row["currency"], str(row["id"]))
    return dict(zip(COLUMNS, values, strict=True))


def write_case(transfers: pa.Table, folder: Path) -> None:
    """In   transfers in order of time.
    Out  chosen.parquet as they are; transfers.parquet and transfers.jsonl, the same rows as a case takes them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(transfers, folder / "chosen.parquet", compression="zstd")
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    with (folder / "transfers.jsonl").open("w", encoding="utf-8") as lines, \
            pq.ParquetWriter(folder / "transfers.parquet", schema, compression="zstd") as table:
        for batch in transfers.to_batches(max_chunksize=100_000):
            rows = [row_of(row) for row in batch.to_pylist()]
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            table.write_table(pa.Table.from_pylist(rows, schema))


def empty_folder(path: Path) -> None:
    """Results of two runs are never mixed.

    Errors  BadInput: the folder holds something.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInput(f"{path}: expected a folder that is new or empty, got one that holds something. "
                       "Name another with --out.")
    path.mkdir(parents=True, exist_ok=True)
