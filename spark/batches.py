"""What a batch of rows becomes: Arrow in, Arrow out, by the native module.

Spark's workers call these on their share, single.py calls them on the whole. A node is an account in one
currency; the native kernels keep nodes apart, so one call may hold many currencies and communities.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import native
from .parameters import Parameters

BETWEEN = "\x1f"  # account and currency of a node; in no text that a person writes

PAYER_COLUMNS = ("payer_out_count", "payer_payees", "payer_out_minor", "payer_in_count",
                 "payer_in_minor", "paid_on_permille", "since_in_us")
PAYEE_COLUMNS = ("payee_in_count", "payee_payers", "payee_in_minor")
FEATURES = (*PAYER_COLUMNS, *PAYEE_COLUMNS)
FOLD_ROWS = 4_000_000


def refuse_nulls(table: pa.Table, step: str, names: tuple[str, ...]) -> None:
    for name in names:
        if table[name].null_count:
            row = pc.index(pc.is_null(table[name]), True).as_py()
            raise native.NativeError(
                f"{step}: {native.rows_said(table['id'])}: column {name}: expected a value in every "
                f"row, got null in the row with id {table['id'][row]}")


def normal_forms(table: pa.Table, step: str, name: str, kind: str, p: Parameters) -> pa.Array:
    """The normal forms of one column; an end that is not stated stays null."""
    written = table[name].combine_chunks()
    if isinstance(written, pa.ChunkedArray):
        written = pa.concat_arrays(written.chunks) if written.num_chunks else pa.array([], pa.string())
    if pa.types.is_dictionary(written.type):
        written = written.cast(written.type.value_type)
    written = pc.utf8_trim_whitespace(written.cast(pa.string()))
    written = pc.if_else(pc.equal(written, ""), None, written)
    cuibono = native.module()
    found = native.call(f"{step}_{name}", table["id"], lambda: pa.table(cuibono.normalise(
        written, kind, p.country or None, simulated=p.simulated, threads=1)))
    return found["selector"]


def normal_transfers(table: pa.Table, p: Parameters) -> pa.Table:
    """id, time_us, payer, payee, amount_minor, currency with ends in normal form.

    Errors  NativeError: a null where a value must be, a negative amount; it names the row.
    """
    step = "normalise"
    refuse_nulls(table, step, ("id", "time_us", "amount_minor", "currency"))
    if len(table) and pc.min(table["amount_minor"]).as_py() < 0:
        row = pc.index(pc.less(table["amount_minor"], 0), True).as_py()
        raise native.NativeError(f"{step}: column amount_minor: expected 0 or more, got "
                                 f"{table['amount_minor'][row]} in the row with id {table['id'][row]}")
    return pa.table({
        "id": table["id"],
        "time_us": table["time_us"],
        "payer": normal_forms(table, step, "payer", p.transfer_ends, p),
        "payee": normal_forms(table, step, "payee", p.transfer_ends, p),
        "amount_minor": table["amount_minor"].cast(pa.int64()),
        "currency": table["currency"].cast(pa.string()),
    })


def normal_calls(table: pa.Table, p: Parameters) -> pa.Table:
    """id, time_us, caller, callee, duration_s with ends in normal form.

    Errors  as normal_transfers.
    """
    step = "normalise_calls"
    refuse_nulls(table, step, ("id", "time_us"))
    return pa.table({
        "id": table["id"],
        "time_us": table["time_us"],
        "caller": normal_forms(table, step, "caller", p.call_ends, p),
        "callee": normal_forms(table, step, "callee", p.call_ends, p),
        "duration_s": table["duration_s"].cast(pa.int64()),
    })


def in_order(table: pa.Table) -> pa.Table:
    """By time; of one instant by id, so that no partition decides what came first."""
    return table.sort_by([("time_us", "ascending"), ("id", "ascending")]).combine_chunks()


def features(table: pa.Table, window_us: int) -> pa.Table:
    """Window features of the rows whose end is at home here.

    In      id, time_us, amount_minor, payer and payee (nodes), for_payer, for_payee (this batch holds all
            that the payer or payee of this row did in the window). A transfer may stand here several
            times, once for each reason; it is counted once.
    Out     id and FEATURES, null for an end that is at home elsewhere; rows with no end here are gone.
    """
    table = in_order(table)
    ids = table["id"].combine_chunks()
    rows = len(ids)
    if rows == 0:
        return feature_table(table["id"], {name: pa.array([], pa.int64()) for name in FEATURES})
    is_new = np.ones(rows, bool)
    if rows > 1:
        same = pc.equal(ids.slice(1), ids.slice(0, rows - 1)).to_numpy(zero_copy_only=False)
        is_new[1:] = ~same.astype(bool)
    begins = np.flatnonzero(is_new)
    flags = {name: np.logical_or.reduceat(table[name].to_numpy(), begins)
             for name in ("for_payer", "for_payee")}
    if len(begins) < rows:
        table = table.take(pa.array(begins))
    cuibono = native.module()
    found = native.call("features", table["id"], lambda: pa.table(cuibono.features(
        table.select(["payer", "payee", "amount_minor", "time_us"]),
        timedelta(microseconds=window_us), time="time_us", threads=1)))
    columns = {}
    for names, flag in ((PAYER_COLUMNS, "for_payer"), (PAYEE_COLUMNS, "for_payee")):
        here = pa.array(flags[flag])
        for name in names:
            columns[name] = pc.if_else(here, found[name].cast(pa.int64()), None)
    return feature_table(table["id"], columns).filter(
        pa.array(flags["for_payer"] | flags["for_payee"]))


def feature_table(ids: pa.ChunkedArray, columns: dict[str, pa.Array]) -> pa.Table:
    return pa.table({"id": ids, **{name: columns[name] for name in FEATURES}})


def forest(table: pa.Table) -> pa.Table:
    """The components of edges a, b as stars: each node with the least node that it hangs together with."""
    if len(table) == 0:
        return table.select(["a", "b"])
    cuibono = native.module()
    # The rows of edges have no ids of their own; their ends name them.
    found = native.call("components", table["a"], lambda: pa.table(cuibono.components(
        table, source="a", target="b", threads=1)))
    least = found.group_by("component").aggregate([("node", "min")]).sort_by("component")
    leader = least["node_min"].combine_chunks().take(found["component"].combine_chunks())
    return pa.table({"a": found["node"], "b": leader})


def contract(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The forest of a whole partition, holding FOLD_ROWS edges and the stars so far at a time."""
    held: list[pa.RecordBatch] = []
    rows = 0
    stars = None
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= FOLD_ROWS:
            stars = fold(stars, held)
            held, rows = [], 0
    if held:
        stars = fold(stars, held)
    if stars is not None:
        yield from stars.to_batches(max_chunksize=200_000)


def fold(stars: pa.Table | None, held: list[pa.RecordBatch]) -> pa.Table:
    edges = pa.Table.from_batches(held).select(["a", "b"])
    return forest(edges if stars is None else pa.concat_tables([stars, edges]))


def traced(table: pa.Table, rule: str) -> pa.Table:
    """Follows the tags of whole communities.

    In      id, time_us, amount_minor, payer and payee (nodes; a payer that is null pays from outside),
            currency, tag (null: no seed).
    Out     what (holding, flow, displaced), id (of a flow), node (of a holding), tag, currency,
            amount_minor.
    """
    table = in_order(table)
    rows = np.flatnonzero(pc.is_valid(table["tag"]).to_numpy())
    tagged = table.take(pa.array(rows))
    # A tag of two currencies is followed in each apart: what is displaced is a sum over nodes.
    tags = pc.binary_join_element_wise(tagged["tag"], tagged["currency"], BETWEEN)
    seeds = pa.table({"transfer": pa.array(rows, pa.int64()), "tag": tags})
    if len(rows) == 0:
        return traced_table(table, [])
    cuibono = native.module()
    found = native.call("trace", table["id"], lambda: cuibono.trace(
        table.select(["payer", "payee", "amount_minor", "time_us"]), seeds, rule,
        time="time_us", threads=1))
    return traced_table(table, [("holding", pa.table(found.holdings)),
                                ("flow", pa.table(found.flows)),
                                ("displaced", pa.table(found.displaced))])


def traced_table(table: pa.Table, found: list[tuple[str, pa.Table]]) -> pa.Table:
    id_type = table.schema.field("id").type
    kinds = {"what": pa.string(), "id": id_type, "node": pa.string(), "tag": pa.string(),
             "currency": pa.string(), "amount_minor": pa.int64()}
    parts = [pa.table({name: pa.array([], kind) for name, kind in kinds.items()})]
    for what, some in found:
        rows = len(some)
        if rows == 0:
            continue
        parted = pc.split_pattern(some["tag"], BETWEEN)
        columns = {
            "what": pa.array([what] * rows, pa.string()),
            "id": table["id"].take(some["transfer"]) if what == "flow" else pa.nulls(rows, id_type),
            "node": some["account"] if what == "holding" else pa.nulls(rows, pa.string()),
            "tag": pc.list_element(parted, 0),
            "currency": pc.list_element(parted, 1),
            "amount_minor": some["amount_minor"].cast(pa.int64()),
        }
        parts.append(pa.table(columns).cast(pa.schema(list(kinds.items()))))
    return pa.concat_tables(parts)
