"""Invented transfers and calls with hubs and skew, for the tests and benches of spark/.

Accounts pay each other by Zipf's law, so that few have very many transfers; groups keep to themselves, so
that there are communities; some accounts hand on within hours what they get. All accounts are invented.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

START_US = 1_735_689_600_000_000  # 2025-01-01
DAY_US = 86_400_000_000
CURRENCIES = np.array(["EUR", "USD", "KRW"])


def account_names(count: int) -> pa.Array:
    """Fictional IBANs with right check digits (a bank that there is not), every tenth in another spelling."""
    names = []
    for number in range(count):
        bban = f"00000000{number:010d}"
        # mod 97 of BBAN, country DE as 1314, and 00
        check = 98 - int(bban + "131400") % 97
        names.append(f"DE{check:02d}{bban}")
    return pa.array(names)


def spelled(names: pa.Array) -> pa.Array:
    return pa.array([f"{n[:4]} {n[4:8]} {n[8:]}".lower() for n in names.to_pylist()])


def skewed(random: np.random.Generator, rows: int, ends: int) -> np.ndarray:
    """Zipf over `ends`, shuffled by a fixed multiplier so that the busy ones lie anywhere."""
    ranks = random.zipf(1.6, rows) % ends
    return (ranks * 7919 + 13) % ends


def transfer_table(rows: int, seed: int = 1, accounts: int | None = None, days: int = 90) -> pa.Table:
    random = np.random.default_rng(seed)
    accounts = accounts or max(50, rows // 10)
    groups = max(4, accounts // 40)
    size = accounts // groups
    group = random.integers(0, groups, rows)
    within = random.random(rows)
    payer = group * size + random.integers(0, size, rows)
    payee = group * size + random.integers(0, size, rows)
    # One in five is paid to or by a hub: an exchange, a processor, an employer.
    hubs = max(3, accounts // 2000)
    to_hub, from_hub = within < 0.12, (within >= 0.12) & (within < 0.2)
    payee[to_hub] = skewed(random, int(to_hub.sum()), hubs)
    payer[from_hub] = skewed(random, int(from_hub.sum()), hubs)
    time = START_US + random.integers(0, days * DAY_US // 1_000_000, rows) * 1_000_000
    # Times meet: whole hours for a part, so that ids must decide what came first.
    whole = random.random(rows) < 0.1
    time[whole] -= time[whole] % 3_600_000_000
    amount = np.minimum((random.pareto(1.2, rows) * 5_000).astype(np.int64) + 1, 10**12)
    currency = CURRENCIES[np.where(random.random(rows) < 0.9, 0, random.integers(1, 3, rows))]
    names = account_names(accounts)
    both = pa.concat_arrays([names, spelled(names)])
    odd = random.random(rows) < 0.1

    def written(ends: np.ndarray, absent: float) -> pa.Array:
        where = pa.array(ends + accounts * odd, mask=random.random(rows) < absent)
        return both.take(where)

    return pa.table({
        "id": pa.array(random.permutation(rows), pa.int64()),
        "time": pa.array(time, pa.timestamp("us", "UTC")),
        "payer": written(payer, 0.01),
        "payee": written(payee, 0.005),
        "amount_minor": pa.array(amount),
        "currency": pa.array(currency),
    })


def call_table(rows: int, seed: int = 2) -> pa.Table:
    """Calls between numbers of the plan that nobody has (+999)."""
    random = np.random.default_rng(seed)
    numbers = max(20, rows // 20)
    caller, callee = skewed(random, rows, numbers), random.integers(0, numbers, rows)
    names = pa.array([f"+999 {n // 1000000:03d} {n % 1000000:06d}" for n in range(numbers)])
    return pa.table({
        "id": pa.array([f"call-{n:09d}" for n in range(rows)]),
        "time_us": pa.array(START_US + random.integers(0, 30 * DAY_US, rows)),
        "caller": names.take(pa.array(caller)),
        "callee": names.take(pa.array(callee)),
        "duration_s": pa.array(random.integers(0, 900, rows), mask=random.random(rows) < 0.05),
    })


def seed_table(transfers: pa.Table, count: int, seed: int = 3) -> pa.Table:
    random = np.random.default_rng(seed)
    chosen = np.sort(random.choice(len(transfers), count, replace=False))
    ids = transfers["id"].combine_chunks().take(pa.array(chosen))
    return pa.table({"id": ids, "tag": pa.array([f"victim-{n % 7:03d}" for n in range(count)])})


def write_world(folder: Path, rows: int, calls: int, seeds: int, files: int = 4, seed: int = 1) -> None:
    """transfers/, calls/, seeds.parquet."""
    transfers = transfer_table(rows, seed)
    for name, table, parts in (("transfers", transfers, files), ("calls", call_table(calls), 1)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        size = -(-len(table) // parts)
        for number in range(parts):
            pq.write_table(table.slice(number * size, size),
                           folder / name / f"part-{number:03d}.parquet", compression="zstd")
    pq.write_table(seed_table(transfers, seeds), folder / "seeds.parquet")
