// The table twin: all that the picture shows, for who cannot see it, or wants it sorted or copied.
import { bothScripts, foreign, h, replace } from "../dom";
import { t, word } from "../i18n";
import { dataTable, number } from "../parts";
import type { Amount, Edge, Grounded, Node } from "../types";
import { lookOf } from "./marks";
import type { Picture } from "./picture";
import { callsText, day, kindWord } from "./words";

/** Sorts amounts by their size without arithmetic: more digits are more. */
function amountKey(amount: Amount | null | undefined): string {
  return `${amount?.currency ?? ""} ${(amount?.amount_minor ?? "").padStart(24, "0")}`;
}

function date(time: string | null): HTMLElement {
  return h("span", { class: "date" }, day(time));
}

function named(node: Node): HTMLElement {
  return h("span", { "data-id": node.id }, h("span", { class: "glyph", "aria-hidden": "true" }, lookOf(node).glyph), " ",
    bothScripts(node.label, node.label_latin));
}

/** So many rows at first: thousands take a while to lay out. */
const rowsAtFirst = 300;

/** A table of the first rows, and a button for all. */
function inTwo<Row>(rows: Row[], table: (rows: Row[]) => HTMLElement): HTMLElement {
  if (rows.length <= rowsAtFirst) return table(rows);
  const place = h("div");
  replace(place, table(rows.slice(0, rowsAtFirst)), h("button", {
    type: "button", class: "all", onclick: () => replace(place, table(rows)),
  }, t("net_all_rows", { count: rows.length })));
  return place;
}

export function twin(picture: Picture, options: {
  chosen: (id: string) => boolean;
  open: (id: string) => void;
  openEdge: (id: string) => void;
}): HTMLElement {
  // Sites stand first, for they say what the numbers below have in common.
  const first = <Row>(rows: Row[], is: (row: Row) => boolean) => [...rows.filter(is), ...rows.filter((row) => !is(row))];
  const nodes = first(picture.nodes, (node) => node.kind === "site");
  const edges = first(picture.edges, (edge) => [edge.a, edge.b].some((end) => end.startsWith("site:")));
  const label = (id: string) => picture.node(id)?.label ?? id;
  const opensTie = (edge: Edge, text: string) =>
    h("button", { type: "button", class: "number", onclick: () => options.openEdge(edge.id) }, text);
  return h("div", { class: "twin" },
    inTwo(nodes, (rows) => dataTable<Node>({
      caption: t("net_nodes"),
      rows,
      total: Math.max(nodes.length, picture.total.nodes),
      omitted: picture.omitted,
      onopen: (node) => options.open(node.id),
      chosen: (node) => options.chosen(node.id),
      columns: [
        { label: t("net_col_label"), cell: named, sort: (node) => node.label, copy: (node) => node.label },
        { label: t("net_col_kind"), cell: kindWord, sort: kindWord },
        { label: t("band"), cell: (node) => (node.band ? word(node.band) : ""), sort: (node) => node.band ?? "" },
        { label: t("net_calls"), cell: (node) => callsText(node),
          sort: (node) => (node.calls?.out ?? 0) + (node.calls?.in ?? 0) },
        { label: t("net_col_money_in"), cell: (node) => node.money?.in.text ?? "", numeric: true,
          sort: (node) => amountKey(node.money?.in) },
        { label: t("net_col_money_out"), cell: (node) => node.money?.out.text ?? "", numeric: true,
          sort: (node) => amountKey(node.money?.out) },
        { label: t("net_col_neighbours"), cell: (node) => (node.kind === "site" ? "" : node.degree), numeric: true, sort: (node) => node.degree },
        { label: t("net_col_first"), cell: (node) => date(node.first), sort: (node) => node.first ?? "" },
        { label: t("net_col_last"), cell: (node) => date(node.last), sort: (node) => node.last ?? "" },
      ],
    })),
    inTwo(edges, (rows) => dataTable<Edge>({
      caption: t("net_edges"),
      rows,
      total: Math.max(edges.length, picture.total.edges),
      omitted: picture.omitted,
      chosen: (edge) => options.chosen(edge.id),
      columns: [
        { label: t("net_col_from"), cell: (edge) => h("span", { "data-id": edge.id }, foreign(label(edge.a))), copy: (edge) => label(edge.a), sort: (edge) => label(edge.a) },
        { label: t("net_col_to"), cell: (edge) => foreign(label(edge.b)), sort: (edge) => label(edge.b) },
        { label: t("net_col_layer"), cell: (edge) => edge.layer === "site" ? t("net_counted") : word(edge.layer), sort: (edge) => edge.layer },
        { label: t("net_col_tie"), cell: (edge) => opensTie(edge, edge.text), copy: (edge) => edge.text,
          sort: (edge) => `${edge.layer} ${edge.currency ?? ""} ${(edge.amount_minor ?? String(edge.events)).padStart(24, "0")}` },
        { label: t("net_col_events"), cell: (edge) => number(edge.events, edge as Partial<Grounded>, { title: edge.text }), numeric: true,
          sort: (edge) => edge.events, copy: (edge) => String(edge.events) },
        { label: t("net_col_first"), cell: (edge) => date(edge.first), sort: (edge) => edge.first ?? "" },
        { label: t("net_col_last"), cell: (edge) => date(edge.last), sort: (edge) => edge.last ?? "" },
      ],
    })));
}

/** Marks the rows of what is selected, without drawing the tables again. */
export function markChosen(tables: HTMLElement, chosen: ReadonlySet<string>): void {
  for (const row of tables.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  for (const cell of tables.querySelectorAll<HTMLElement>("[data-id]")) {
    if (chosen.has(cell.dataset["id"]!)) cell.closest("tr")?.classList.add("chosen");
  }
}
