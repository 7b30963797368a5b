// One row as received, the cells marked that a number stands on, its bytes, and what was understood.
import { get, part } from "../api";
import { foreign, h } from "../dom";
import { t, word } from "../i18n";
import { go } from "../state";
import type { RecordRow } from "../types";

/** "field=amount,time" marks by meaning, any other text by what stands in the cell. */
function marks(find: string): Record<string, string> {
  if (!find) return {};
  return find.startsWith("field=") ? { field: find.slice(6) } : { find };
}

export async function openRow(item: string, row: string, find: string, signal: AbortSignal): Promise<HTMLElement[]> {
  const found = await get<RecordRow>(`records/${part(item)}/${part(row)}`, marks(find), { signal });
  const step = (by: number) => h("button", { type: "button",
    onclick: () => go({ row: `${item}/${found.row + by}`, find: "" }), disabled: found.row + by < 1 },
  by < 0 ? `‹ ${t("row_before")}` : `${t("row_after")} ›`);
  const anyMarked = found.cells.some((cell) => cell.marked);
  const cells = found.cells.map((cell) => h("tr", { class: cell.marked ? "chosen" : null },
    h("th", { scope: "row" }, foreign(cell.column)),
    h("td", { class: "soft" }, cell.field ? word(cell.field) : "–"),
    h("td", {}, cell.marked
      ? h("span", {}, h("mark", {}, foreign(cell.text)), h("span", { class: "marked" }, ` ◂ ${t("marked")}`))
      : foreign(cell.text))));
  return [
    h("h1", { tabindex: "-1", "data-row": `${item}/${row}` }, foreign(`${found.item} · ${t("row")} ${found.row}`), " ",
      h("span", { class: "soft" }, foreign(found.name))),
    h("p", { class: "row" }, step(-1), step(1),
      h(found.state === "quarantined" ? "mark" : "span", { class: found.state === "quarantined" ? "bad" : "soft" }, word(found.state),
        found.reason ? ": " : "", found.reason ? foreign(found.reason) : "")),
    h("div", { class: "table" }, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("row_caption") },
      h("table", {}, h("caption", {}, t("row_caption")),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("column")), h("th", { scope: "col" }, t("field")),
          h("th", { scope: "col" }, t("as_received")))),
        h("tbody", {}, ...cells)))),
    h("section", { class: "panel" }, h("h2", {}, t("original")),
      found.byte_from !== null && found.byte_to !== null
        ? h("p", { class: "soft" }, t("byte_range", { from: found.byte_from, to: found.byte_to })) : h("span", { hidden: true }),
      find && !anyMarked ? h("p", { class: "marked" }, t("whole_row")) : null,
      h("pre", { dir: "auto", tabindex: "0" }, find && !anyMarked ? h("mark", {}, found.original) : found.original)),
    h("section", { class: "panel" }, h("h2", {}, t("understood")),
      h("dl", { class: "facts" }, ...found.understood.flatMap((one) =>
        [h("dt", {}, word(one.field)), h("dd", {}, foreign(one.text))]))),
    h("section", { class: "panel" }, h("h2", {}, t("rests_on_it")),
      found.findings.length === 0 ? h("p", { class: "soft" }, t("nothing_rests"))
        : h("div", { class: "records" }, h("ul", {}, ...found.findings.map((id) => h("li", {},
          h("button", { type: "button", class: "plain", onclick: () => go({ show: `finding:${id}` }) },
            foreign(`${word("finding")} ${id}`))))))),
    h("section", { class: "panel" }, h("dl", { class: "facts" },
      h("dt", {}, t("source")), h("dd", {}, foreign(found.source ?? t("not_stated"))),
      h("dt", {}, t("received")), h("dd", {}, found.received ?? t("not_stated")),
      h("dt", {}, "SHA-256"), h("dd", { class: "mono" }, found.sha256)),
    h("p", { class: "hint" }, t("audited"))),
  ];
}
