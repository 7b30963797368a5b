// One file as received: where it came from, how its rows add up, how its columns were understood, its rows.
import { get, part } from "../api";
import { type Child, foreign, grouped, h } from "../dom";
import { t, word } from "../i18n";
import { dataTable, recordButton } from "../parts";
import { intakePanels } from "./intake";
import { go } from "../state";
import type { SourceItem, SourceRows } from "../types";

const page = 50;

export function itemFacts(item: SourceItem): Child[] {
  const line = (label: string, text: string | null) => [h("dt", {}, label), h("dd", {}, foreign(text ?? t("not_stated")))];
  return [
    h("h1", {}, foreign(`${item.item} ${item.name}`)),
    h("div", { class: "columns" },
      h("section", { class: "panel" }, h("h2", {}, t("custody")), h("dl", { class: "facts" },
        ...line(t("source"), item.source), ...line(t("custodian"), item.custodian),
        ...line(t("jurisdiction"), item.jurisdiction), ...line(t("received"), item.received),
        ...line(t("grade"), [item.reliability, item.credibility].filter(Boolean).join(" / ") || null),
        ...line(t("handling"), item.handling), ...line(t("legal_basis"), item.legal_basis),
        h("dt", {}, "SHA-256"), h("dd", { class: "mono" }, item.sha256))),
      h("section", { class: "panel" }, h("h2", {}, t("accounting")),
        h("p", { class: "adds-up" }, foreign(item.text)),
        h("p", { class: "soft" }, t("accounting_words")),
        h("dl", { class: "facts" }, ...line(t("format"), [item.format, item.encoding].filter(Boolean).join(", ")),
          ...line(t("size"), `${grouped(item.bytes)} ${t("bytes")}`),
          ...line(t("duplicates"), grouped(item.duplicates)), ...line(t("empty_rows"), grouped(item.empty)),
          ...line(t("first_last"), item.first ? `${item.first} – ${item.last ?? ""}` : null),
          ...item.totals.flatMap((total) => (total ? line(t("sum"), total.text) : []))))),
    ...intakePanels(item),
    dataTable({
      caption: t("mapping_caption"), rows: item.mapping,
      columns: [
        { label: t("column"), cell: (row) => foreign(row.column), sort: (row) => String(row.column) },
        { label: t("field"), cell: (row) => (row.field ? word(row.field) : t("unknown")), sort: (row) => row.field ?? "" },
        { label: t("confidence"), cell: (row) => row.confidence, sort: (row) => row.confidence ?? "", numeric: true },
        { label: t("doubtful"), cell: (row) => (row.doubtful ? h("strong", { class: "warn" }, t("yes")) : t("no")),
          sort: (row) => Number(row.doubtful) },
        { label: t("why"), cell: (row) => foreign(row.reason) },
      ],
    }),
    item.questions.length > 0
      ? h("section", { class: "panel" }, h("h2", {}, t("questions")),
        h("ul", {}, ...item.questions.map((text) => h("li", {}, foreign(text)))))
      : null,
    item.broken && item.broken.length > 0
      ? h("section", { class: "panel" }, h("h2", {}, t("quarantined_rows")), ...item.broken.map((group) =>
        h("div", { class: "reason" }, h("p", {}, foreign(`${word(group.kind)}: ${group.reason}`)),
          h("div", { class: "records" }, h("ul", {}, ...group.rows.slice(0, 50).map((row) =>
            h("li", {}, recordButton({ item: item.item, row }))))),
          group.rows.length > 50 ? h("p", { class: "omitted" },
            t("shown_of", { shown: 50, total: group.rows.length })) : null)))
      : null,
  ];
}

export async function rowsTable(item: string, offset: number, turn: (offset: number) => void): Promise<HTMLElement> {
  const found = await get<SourceRows>(`sources/${part(item)}/rows`, { offset, limit: page });
  return h("div", {},
    dataTable({
      caption: t("rows_caption", { item }), rows: found.rows, total: found.total, omitted: found.omitted_because,
      onopen: (row) => go({ row: `${item}/${row.row}`, find: "" }),
      columns: [
        { label: t("row"), cell: (row) => grouped(row.row) },
        { label: t("state"), cell: (row) => h("span", { class: row.state === "quarantined" ? "bad" : null },
          word(row.state), row.reason ? ": " : "", row.reason ? foreign(row.reason) : "") },
        ...found.header.map((column, at) => ({
          label: column.column, cell: (row: SourceRows["rows"][number]) => foreign(row.cells[at]?.text ?? "") })),
      ],
    }),
    h("p", { class: "row" },
      h("button", { type: "button", disabled: offset === 0, onclick: () => turn(Math.max(0, offset - page)) }, `‹ ${t("page_before")}`),
      h("button", { type: "button", disabled: offset + found.shown >= found.total, onclick: () => turn(offset + page) },
        `${t("page_after")} ›`)));
}
