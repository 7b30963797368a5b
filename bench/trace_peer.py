#!/usr/bin/env python3
"""Tracing by loops that numba compiles, over the transfers that bench/trace.cc wrote.

Money in whole units for lots, in doubles for shares. Every peer first shows that it answers the same
question: its holdings are ours (lots: to the unit; shares: in sum, for doubles drift).
"""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

import numba
import numpy as np

SCRATCH = Path(os.environ["CUIBONO_BENCH_SCRATCH"])
ROUNDS = 5
TRANSFER = np.dtype([("payer", "<u4"), ("payee", "<u4"), ("amount", "<i8")])
SEED = np.dtype([("transfer", "<u4"), ("tag", "<u4")])
HOLDING = np.dtype([("account", "<u4"), ("tag", "<u4"), ("amount", "<i8")])


@numba.njit(error_model="numpy")
def keep_balances(payer, payee, amount, accounts):
    balance = np.zeros(accounts, np.int64)
    for i in range(len(payer)):
        if payer[i] == payee[i]:
            continue
        balance[payer[i]] = max(balance[payer[i]], amount[i]) - amount[i]
        balance[payee[i]] += amount[i]
    return balance


@numba.njit(error_model="numpy")
def trace_shares(payer, payee, amount, tag_of, accounts):
    """Pro rata, all tags as one; the tagged money of each account."""
    balance = np.zeros(accounts)
    tagged = np.zeros(accounts)
    for i in range(len(payer)):
        if payer[i] == payee[i]:
            continue
        paid = float(amount[i])
        known = max(balance[payer[i]], paid)
        moved = tagged[payer[i]] * (paid / known)
        tagged[payer[i]] -= moved
        balance[payer[i]] = known - paid
        balance[payee[i]] += paid
        tagged[payee[i]] += paid if tag_of[i] != 0 else moved
    return tagged


@numba.njit(error_model="numpy")
def trace_lots(payer, payee, amount, tag_of, accounts, room, label_deposits):
    """First in, first out. Lots are linked; neighbours of one tag are one lot. What a payer lacks is
    paid in as a lot of tag 0, or each time of a new tag."""
    head = np.full(accounts, -1, np.int32)
    tail = np.full(accounts, -1, np.int32)
    balance = np.zeros(accounts, np.int64)
    after = np.full(room, -1, np.int32)
    size = np.zeros(room, np.int64)
    tag = np.zeros(room, np.int32)
    free, used, labels = -1, 0, 0
    for i in range(len(payer)):
        a, b, paid, seed = payer[i], payee[i], amount[i], tag_of[i]
        if a == b or paid == 0:
            continue
        known = min(balance[a], paid)
        balance[a] -= known
        balance[b] += paid
        left = known
        # A seed's own money replaces what the payer had; otherwise comes what the payer lacks.
        more = paid if seed != 0 else paid - known
        label_of_more = seed
        if label_deposits and more > 0:
            labels += 1
            label_of_more = labels
        while left > 0 or more > 0:
            if left > 0:
                lot = head[a]
                part, label = min(left, size[lot]), tag[lot]
                left -= part
                size[lot] -= part
                if size[lot] == 0:
                    head[a] = after[lot]
                    if head[a] < 0:
                        tail[a] = -1
                    after[lot] = free
                    free = lot
                if seed != 0:
                    continue
            else:
                part, label, more = more, label_of_more, 0
            last = tail[b]
            if last >= 0 and tag[last] == label:
                size[last] += part
                continue
            if free >= 0:
                lot = free
                free = after[lot]
            else:
                lot = used
                used += 1
            size[lot] = part
            tag[lot] = label
            after[lot] = -1
            if last < 0:
                head[b] = lot
            else:
                after[last] = lot
            tail[b] = lot
    return head, after, tag, size


@numba.njit
def list_lots(head, after, tag, size, account, label, amount):
    count = 0
    for a in range(len(head)):
        lot = head[a]
        while lot >= 0:
            if tag[lot] != 0:
                account[count], label[count], amount[count] = a, tag[lot], size[lot]
                count += 1
            lot = after[lot]
    return count


def holdings_of(lots) -> np.ndarray:
    """Sorted by account and tag, a row each, as ours are."""
    room = len(lots[1])
    account, label = np.zeros(room, np.uint32), np.zeros(room, np.uint32)
    amount = np.zeros(room, np.int64)
    count = list_lots(*lots, account, label, amount)
    account, label, amount = account[:count], label[:count], amount[:count]
    key = account.astype(np.uint64) << np.uint64(32) | label
    keys, where = np.unique(key, return_inverse=True)
    sums = np.zeros(len(keys), np.int64)
    np.add.at(sums, where, amount)
    found = np.zeros(len(keys), HOLDING)
    found["account"], found["tag"], found["amount"] = keys >> np.uint64(32), keys, sums
    return found


def median_ns(work, transfers: int) -> float:
    work()  # warm: compiled, pages touched
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds) * 1e9 / transfers


def main() -> None:
    transfers = np.fromfile(SCRATCH / "transfers.bin", TRANSFER)
    seeds = np.fromfile(SCRATCH / "seeds.bin", SEED)
    ours: dict[str, dict] = {}
    for line in json.loads((SCRATCH / "trace.json").read_text()):
        if line["transfers"] >= len(transfers):
            ours.setdefault(line["measure"], line)
    payer = transfers["payer"].astype(np.int32)
    payee = transfers["payee"].astype(np.int32)
    amount = transfers["amount"].copy()
    each = np.zeros(len(transfers), np.int32)
    each[seeds["transfer"]] = seeds["tag"]
    one = np.minimum(each, 1)
    none = np.zeros_like(each)
    accounts = int(max(payer.max(), payee.max())) + 1
    few, many = len(transfers) + accounts, 4 * len(transfers) + accounts

    def lots(tags, room, label_deposits):
        return lambda: trace_lots(payer, payee, amount, tags, accounts, room, label_deposits)

    def shares():
        return trace_shares(payer, payee, amount, one, accounts)

    for name, work in (("fifo_one", lots(one, few, False)), ("fifo_each", lots(each, few, False)),
                       ("fifo_origins", lots(none, many, True))):
        expected = np.fromfile(SCRATCH / f"{name}.bin", HOLDING)
        if not np.array_equal(holdings_of(work()), expected):
            raise SystemExit(f"the peer holds other lots than we do: {name}")
    held = np.fromfile(SCRATCH / "prorata_one.bin", HOLDING)["amount"].sum()
    if abs(shares().sum() / held - 1) > 1e-9:
        raise SystemExit("the peer holds other shares than we do")

    def say(name: str, work, our_name: str | None) -> None:
        peer_ns = median_ns(work, len(transfers))
        line = {"measure": f"numba: {name}", "transfers": len(transfers),
                "ns_a_transfer": round(peer_ns, 2)}
        if our_name:
            our = ours[our_name]
            # Deposits that are payments of their own in our ledger are counted once, as in the peer's.
            our_ns = our["ns_a_transfer"] * our["transfers"] / len(transfers)
            line |= {"ours": our_name, "our_ns": round(our_ns, 2),
                     "times_faster": round(peer_ns / our_ns, 2)}
        print(json.dumps(line), flush=True)

    say("balances only", lambda: keep_balances(payer, payee, amount, accounts), "balances only")
    say("pro rata in doubles", shares, "pro rata, all victims as one, no flows")
    say("fifo, all victims as one", lots(one, few, False), "fifo, all victims as one, no flows")
    say("fifo, each victim", lots(each, few, False), "fifo, each victim, no flows")
    say("fifo, every deposit its own label", lots(none, many, True),
        "fifo, every deposit its own label, no flows")


if __name__ == "__main__":
    main()
