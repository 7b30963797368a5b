// Overview: where are we, what next? Nothing of the data's health is hidden.
import { get } from "../api";
import { foreign, grouped, h } from "../dom";
import { t, word } from "../i18n";
import { arrived, dataTable, emptyState, fail, isAbort, number, recordButton, waiting } from "../parts";
import { reconcileLine } from "../money/reconcile";
import type { MountedScreen, Screen } from "../screen";
import { go, type ScreenName, type State } from "../state";
import type { Amount, Count, Grounded, ItemHealth, Lead, Overview } from "../types";
import { sumsTable } from "../sources/intake";
import { rowsOf, span } from "./sources";
import "./overview.css";

function bottomLine(answer: Overview): HTMLElement {
  return h("section", { class: "panel bottom-line", "aria-labelledby": "bottom-line" },
    h("h1", { id: "bottom-line" }, t("bottom_line")),
    answer.bottom_line.length === 0 ? emptyState(t("no_sentences"), "cuibono run") : null,
    h("ul", {}, ...answer.bottom_line.map((sentence) => h("li", {},
      foreign(sentence.text), " ",
      h("button", { type: "button", class: "why", "aria-label": `${t("why")} ${sentence.text}`,
        onclick: () => go({ show: `sentence:${sentence.id}` }) }, t("why"))))),
    h("p", { class: "hint" }, t("leads_not_verdicts")));
}

function countCard(count: Count, answer: Overview): HTMLElement {
  const open = count.open;
  const { quarantined } = answer.health;
  if (count.id === "quarantined" && count.records.length === 0 && quarantined.rows.length > 0) {
    return countCard({ ...count, records: quarantined.rows.map(({ item, row }) => ({ item, row })), records_total: quarantined.total }, answer);
  }
  const figure = count.records.length === 0 && !count.finding && open
    ? h("button", { type: "button", class: "number", title: t("look_there"),
      onclick: () => go({ screen: open.screen as ScreenName, ...open.params }) }, count.text)
    : count.records.length > 0 || !count.finding
    ? number(count.text, count, { title: `${count.label}: ${count.text}` })
    : h("button", { type: "button", class: "number", onclick: () => go({ show: `finding:${count.finding}` }) }, count.text);
  return h("li", {}, h("div", { class: "figure" }, figure),
    h("div", { class: "soft" }, count.label),
    open ? h("button", { type: "button", class: "plain",
      onclick: () => go({ screen: open.screen as ScreenName, ...open.params }) }, t("look_there")) : null);
}

/** A sum opens the records of its finding. */
function sum(label: string, amount: Amount | null, ground: Grounded | null): HTMLElement {
  return h("strong", {}, amount ? number(amount.text, ground, { title: `${label}: ${amount.text}` }) : "–");
}

function moneyPanel(answer: Overview): HTMLElement {
  return h("section", { class: "panel", "aria-labelledby": "money-short" },
    h("h2", { id: "money-short" }, t("screen_money")),
    answer.money.length === 0 ? h("p", { class: "soft" }, t("no_money")) : null,
    ...answer.money.map((totals) => h("div", { class: "money-line" },
      h("h3", {}, totals.currency),
      h("p", {}, `${t("reported")} `, sum(t("reported"), totals.reported, totals.grounds.reported),
        ` · ${t("traced")} `, sum(t("traced"), totals.traced, totals.grounds.traced)),
      reconcileLine(totals.reconcile),
      h("button", { type: "button", onclick: () => go({ screen: "money", currency: totals.currency }) },
        t("look_there")))));
}

function leadsPanel(answer: Overview): HTMLElement {
  return h("section", { class: "panel", "aria-labelledby": "best-leads" },
    h("h2", { id: "best-leads" }, t("best_leads")),
    answer.leads.rows.length === 0 ? h("p", { class: "soft" }, t("no_leads")) : null,
    h("ol", { class: "leads" }, ...answer.leads.rows.map((lead: Lead) => h("li", {},
      h("button", { type: "button", class: "plain lead", "data-lead": lead.id,
        onclick: () => go({ show: `lead:${lead.id}` }) }, foreign(lead.step)),
      lead.gain ? h("p", { class: "soft" }, foreign(lead.gain)) : null))),
    h("p", { class: "omitted" }, t("shown_of", { shown: answer.leads.shown, total: grouped(answer.leads.total) })));
}

function staffPanel(answer: Overview): HTMLElement | null {
  const staff = answer.staff;
  if (!staff) return null;
  return h("section", { class: "panel", "aria-labelledby": "staff" },
    h("h2", { id: "staff" }, t("staff")),
    h("p", { class: "figure" }, number(staff.text, staff, { title: `${t("staff")}: ${staff.text}` })),
    h("ul", { class: "soft" }, ...(staff.warnings ?? []).map((text) => h("li", {}, foreign(text)))));
}

/** Opens the rows of a file that could not be understood, as far as the answer names them. */
function quarantinedOf(item: ItemHealth, health: Overview["health"]): HTMLElement {
  const records = health.quarantined.rows.filter((row) => row.item === item.item)
    .map((row) => ({ item: row.item, row: row.row }));
  return number(grouped(item.quarantined), { records, records_total: item.quarantined },
    { title: `${item.name}: ${t("quarantined_rows")}`, find: "" });
}

/** Gaps open the file that shows them; null: it states nothing that could have some. */
function gapsOf(item: string, gaps: number | null): HTMLElement {
  if (gaps === null || gaps === 0) return h("span", {}, gaps === null ? "–" : "0");
  return h("button", { type: "button", class: "number", title: t("look_there"),
    onclick: () => go({ screen: "sources", item, row: "", view: "" }) }, grouped(gaps));
}

function healthPanel(answer: Overview): HTMLElement {
  const { health } = answer;
  return h("section", { class: "panel", "aria-labelledby": "health" },
    h("h2", { id: "health" }, t("health")),
    dataTable({
      caption: t("health_items"), rows: health.items,
      onopen: (item) => go({ screen: "sources", item: item.item, row: "" }),
      columns: [
        { label: t("item"), cell: (item) => foreign(`${item.item} ${item.name}`), sort: (item) => item.item },
        { label: t("kind"), cell: (item) => word(item.kind), sort: (item) => item.kind },
        { label: t("rows"), cell: (item) => rowsOf(item.item, item.rows), sort: (item) => item.rows, numeric: true },
        { label: t("records_word"), cell: (item) => rowsOf(item.item, item.records), sort: (item) => item.records, numeric: true },
        { label: t("quarantined"), cell: (item) => quarantinedOf(item, health), sort: (item) => item.quarantined, numeric: true },
        { label: t("duplicates"), cell: (item) => grouped(item.duplicates), sort: (item) => item.duplicates, numeric: true },
        { label: t("doubtful"), cell: (item) => item.doubtful === 0 ? item.doubtful : h("button", { type: "button", class: "number",
          title: t("doubtful_open"), onclick: () => go({ screen: "sources", item: item.item, row: "", view: "" }) }, item.doubtful), sort: (item) => item.doubtful, numeric: true },
        { label: t("first_last"), cell: (item) => span(item),
          sort: (item) => item.first ?? "" },
      ],
    }),
    dataTable({
      caption: t("soundness_files"), rows: health.items.filter((item) => item.rows > 0),
      onopen: (item) => go({ screen: "sources", item: item.item, row: "" }),
      columns: [
        { label: t("item"), cell: (item) => foreign(`${item.item} ${item.name}`), sort: (item) => item.item },
        { label: t("same_records"), cell: (item) => grouped(item.same_records), sort: (item) => item.same_records, numeric: true },
        { label: t("balance_gaps"), cell: (item) => gapsOf(item.item, item.balance_gaps), sort: (item) => item.balance_gaps ?? -1, numeric: true },
        { label: t("day_gaps"), cell: (item) => gapsOf(item.item, item.day_gaps), sort: (item) => item.day_gaps ?? -1, numeric: true },
        { label: t("size"), cell: (item) => `${grouped(item.bytes)} ${t("bytes")}`, sort: (item) => item.bytes, numeric: true },
      ],
    }),
    sumsTable(health.amounts),
    list(t("questions"), health.questions), list(t("limits"), health.cuts.map((cut) => cut.text)),
    list(t("notes"), health.notes ?? []),
    health.quarantined.total > 0 ? h("div", {}, h("h3", {}, t("quarantined_rows")),
      h("ul", {}, ...health.quarantined.rows.map((row) =>
        h("li", {}, recordButton({ item: row.item, row: row.row }), " ", foreign(row.reason)))),
      h("p", { class: "omitted" }, t("shown_of", { shown: health.quarantined.shown, total: grouped(health.quarantined.total) }), " ",
        health.quarantined.omitted_because ? foreign(health.quarantined.omitted_because) : null)) : null);
}

function list(title: string, texts: string[]): HTMLElement | null {
  if (texts.length === 0) return null;
  return h("details", { open: texts.length <= 5 }, h("summary", {}, `${title} (${texts.length})`),
    h("ul", {}, ...texts.map((text) => h("li", {}, foreign(text)))));
}

export const overview: Screen = {
  mount(container: HTMLElement): MountedScreen {
    let asked: AbortController | null = null;
    const draw = async () => {
      asked?.abort();
      const controller = new AbortController();
      asked = controller;
      waiting(container);
      try {
        const answer = await get<Overview>("overview", {}, {
          signal: controller.signal, whileLoading: (hint) => waiting(container, hint) });
        arrived(container, bottomLine(answer),
          h("ul", { class: "counts", "aria-label": t("counts") }, ...answer.counts.map((count) => countCard(count, answer))),
          h("div", { class: "columns" },
            h("div", {}, leadsPanel(answer)), h("div", {}, moneyPanel(answer), staffPanel(answer))),
          healthPanel(answer));
      } catch (error) {
        if (!isAbort(error)) fail(container, error, () => void draw());
      }
    };
    const walk = (by: number) => {
      const leads = [...container.querySelectorAll<HTMLElement>(".lead")];
      if (leads.length === 0) return;
      const at = leads.indexOf(document.activeElement as HTMLElement);
      leads[Math.min(leads.length - 1, Math.max(0, at + by))]?.focus();
    };
    return {
      update: (_: State, before: State | null) => {
        if (!before) void draw();
      },
      key: (event) => {
        if (event.key !== "j" && event.key !== "k") return false;
        walk(event.key === "j" ? 1 : -1);
        return true;
      },
      unmount: () => asked?.abort(),
    };
  },
};

