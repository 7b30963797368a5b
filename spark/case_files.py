"""What leaves for a case: transfers as Parquet, and beside it as JSON Lines, which `cuibono add` takes in."""

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


def row_of(row: dict[str, Any]) -> str:
    time = (EPOCH + timedelta(microseconds=row["time_us"])).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return json.dumps({
        "time": time, "payer": written(row["payer"]), "payee": written(row["payee"]),
        "amount": decimal_text(row["amount_minor"], row["currency"]), "currency": row["currency"],
        "reference": str(row["id"]),
    }, ensure_ascii=False)


def write_case(transfers: pa.Table, folder: Path) -> None:
    """In transfers in order of time. The same rows in both files."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(transfers, folder / "transfers.parquet", compression="zstd")
    with (folder / "transfers.jsonl").open("w", encoding="utf-8") as out:
        for batch in transfers.to_batches(max_chunksize=100_000):
            for row in batch.to_pylist():
                out.write(row_of(row) + "\n")


def empty_folder(path: Path) -> None:
    """Results of two runs are never mixed.

    Errors  BadInput: the folder holds something.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BadInput(f"{path}: expected a folder that is new or empty, got one that holds something. "
                       "Name another with --out.")
    path.mkdir(parents=True, exist_ok=True)
