// Sources: the files as received, their rows, and one row with the cell marked that a number stands on.
import { get } from "../api";
import { foreign, grouped, h } from "../dom";
import { t, word } from "../i18n";
import { byKeyboard } from "../keys";
import { arrived, dataTable, emptyState, fail, isAbort, waiting } from "../parts";
import type { MountedScreen, Screen } from "../screen";
import { getState, go, type State } from "../state";
import { itemFacts, rowsTable } from "../sources/item";
import { openRow } from "../sources/row";
import type { List, SourceItem } from "../types";
import "./sources.css";

/** The days of the first and the last record, one below the other. */
export function span(item: { first: string | null; last: string | null }): HTMLElement {
  return h("span", { class: "date" }, item.first?.slice(0, 10) ?? "–", item.last ? h("br") : null, item.last?.slice(0, 10));
}

/** A count of rows opens the rows of its file: each of them says what it was taken for. */
export function rowsOf(item: string, count: number): HTMLElement {
  if (count === 0) return h("span", {}, grouped(count));
  return h("button", { type: "button", class: "number", title: t("open_rows"),
    onclick: () => go({ screen: "sources", item, row: "", view: "rows" }) }, grouped(count));
}

function itemsTable(list: List<SourceItem>): HTMLElement {
  return dataTable({
    caption: t("sources_caption"), rows: list.rows, total: list.total, omitted: list.omitted_because,
    onopen: (item) => go({ item: item.item, row: "", view: "" }),
    columns: [
      { label: t("item"), cell: (item) => foreign(`${item.item} ${item.name}`), sort: (item) => item.item },
      { label: t("kind"), cell: (item) => word(item.kind), sort: (item) => item.kind },
      { label: t("accounting"), numeric: true, sort: (item) => item.rows,
        cell: (item) => h("span", {}, rowsOf(item.item, item.rows), ` = ${grouped(item.records)} + ${grouped(item.quarantined)}`),
        copy: (item) => `${grouped(item.rows)} = ${grouped(item.records)} + ${grouped(item.quarantined)}` },
      { label: t("source"), cell: (item) => foreign(item.source ?? t("not_stated")), sort: (item) => item.source ?? "" },
      { label: t("jurisdiction"), cell: (item) => item.jurisdiction ?? t("not_stated"), sort: (item) => item.jurisdiction ?? "" },
      { label: t("received"), cell: (item) => h("span", { class: "date" }, item.received ?? t("not_stated")), sort: (item) => item.received ?? "" },
      { label: t("grade"), cell: (item) => item.reliability ?? "–", sort: (item) => item.reliability ?? "" },
      { label: t("handling"), cell: (item) => h("span", { class: "date" }, item.handling ?? "–"), sort: (item) => item.handling ?? "" },
      { label: t("first_last"), sort: (item) => item.first ?? "",
        cell: (item) => span(item) },
    ],
  });
}

export const sources: Screen = {
  mount(container: HTMLElement): MountedScreen {
    let asked: AbortController | null = null;
    let list: List<SourceItem> | null = null;
    let offset = 0;
    const rows = h("div", { class: "rows" });

    const drawRows = async (item: string) => {
      waiting(rows);
      try {
        arrived(rows, await rowsTable(item, offset, (next) => {
          offset = next;
          void drawRows(item);
        }));
      } catch (error) {
        if (!isAbort(error)) fail(rows, error, () => void drawRows(item));
      }
    };
    const back = (words: string, change: Partial<State>) =>
      h("p", {}, h("button", { type: "button", onclick: () => go(change) }, `← ${words}`));
    const draw = async (state: State) => {
      asked?.abort();
      const controller = new AbortController();
      asked = controller;
      const { signal } = controller;
      waiting(container);
      try {
        list ??= await get<List<SourceItem>>("sources", { limit: 500 }, { signal });
        const [label = "", number = ""] = state.row.split("/");
        if (label && number) {
          arrived(container, back(label, { row: "", item: label }), ...(await openRow(label, number, state.find, signal)));
          container.querySelector("mark")?.scrollIntoView({ block: "nearest", inline: "center" });
          if (byKeyboard() && document.activeElement === document.body) container.querySelector<HTMLElement>("h1")?.focus();
        } else if (state.item) {
          const item = list.rows.find((one) => one.item === state.item);
          if (!item) {
            arrived(container, back(t("screen_sources"), { item: "", view: "" }), emptyState(t("no_item", { item: state.item })));
            return;
          }
          offset = 0;
          // Rows name people: each look at them is a line of the audit, so they open when asked for.
          const reveal = h("button", { type: "button", onclick: () => void drawRows(item.item) }, t("open_rows"));
          rows.replaceChildren(h("p", { class: "hint" }, t("audited_before")), reveal);
          // A count of rows was opened: that asked for them.
          if (state.view === "rows") void drawRows(item.item).then(() => rows.scrollIntoView({ block: "start" }));
          arrived(container, back(t("screen_sources"), { item: "", view: "" }), ...itemFacts(item),
            h("section", { class: "panel" }, h("h2", {}, t("rows_as_received")), rows));
        } else if (list.rows.length === 0) {
          arrived(container, emptyState(t("no_evidence"), "cuibono add FILE…"));
        } else {
          arrived(container, h("h1", {}, t("screen_sources")), itemsTable(list));
        }
      } catch (error) {
        if (!isAbort(error)) fail(container, error, () => void draw(getState()));
      }
    };
    const walk = (by: number) => {
      const state = getState();
      const [label = "", number = ""] = state.row.split("/");
      if (label && number) go({ row: `${label}/${Math.max(1, Number(number) + by)}`, find: "" });
      else if (list && list.rows.length > 0) {
        const at = list.rows.findIndex((one) => one.item === state.item);
        const next = list.rows[Math.min(list.rows.length - 1, Math.max(0, at + by))];
        if (next) go({ item: next.item });
      }
    };
    return {
      update(state, before) {
        if (!before) list = null;
        if (!before || before.item !== state.item || before.row !== state.row || before.find !== state.find ||
          before.view !== state.view)
          void draw(state);
      },
      key(event) {
        if (event.key === "Escape" && (getState().row || getState().item) && !getState().show) {
          go(getState().row ? { row: "" } : { item: "" });
          return true;
        }
        if (event.key !== "j" && event.key !== "k") return false;
        walk(event.key === "j" ? 1 : -1);
        return true;
      },
      unmount: () => asked?.abort(),
    };
  },
};

