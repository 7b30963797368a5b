// The tables beside the picture: steps, rules side by side, stops.
import { get } from "../api";
import { foreign, grouped, h } from "../dom";
import { t, word } from "../i18n";
import { subjectButton } from "../inspector";
import { dataTable, number, recordButton } from "../parts";
import { go, type State, windowOf } from "../state";
import type { Account, Amount, FlowLink, Grounded, List, MoneyPlace, MoneyStep, MoneyStop } from "../types";

/** To sort only: what is shown is the engine's text. */
const order = (amount: { amount_minor: string } | null) => (amount ? Number(amount.amount_minor) : -1);

/** A role or an account, as a step names it. */
const end = (id: string, label: string | undefined) => (label ? subjectButton(id, label) : h("span", {}, word(id)));

export async function stepsTable(state: State, currency: string, signal: AbortSignal): Promise<HTMLElement> {
  const found = await get<List<MoneyStep>>("money/steps",
    { currency, limit: 500, account: state.sel, ...(state.sel ? windowOf(state) : {}) }, { signal });
  return h("div", {}, onlyOf(state), dataTable({
    caption: t("steps_caption", { currency }), rows: found.rows, total: found.total, omitted: found.omitted_because,
    columns: [
      { label: t("from_role"), cell: (row) => end(row.from, row.from_label), sort: (row) => row.from_label ?? row.from },
      { label: t("to_role"), cell: (row) => end(row.to, row.to_label), sort: (row) => row.to_label ?? row.to },
      { label: t("amount"), cell: (row) => number(row.text, row, { find: "field=amount",
        title: `${row.from_label ?? word(row.from)} → ${row.to_label ?? word(row.to)}: ${row.text}` }),
        sort: order, numeric: true, copy: (row) => row.text },
      { label: t("payments_word"), cell: (row) => grouped(row.payments), sort: (row) => row.payments, numeric: true },
      { label: t("hop_word"), cell: (row) => row.hop ?? "–", sort: (row) => row.hop ?? -1, numeric: true },
    ],
  }));
}

/** That only what touches the selected account is listed, and the way back to all. */
function onlyOf(state: State): HTMLElement | null {
  if (!state.sel) return null;
  return h("p", { class: "row" }, h("span", {}, `${t("account")}: `, foreign(state.sel)),
    h("button", { type: "button", onclick: () => go({ sel: "" }) }, t("all_in")));
}

const roles = ["mule", "collector", "cash_out", "exchange", "shell", "payroll", "supplier", "merchant", "employer",
  "operator", "beneficiary", "victim", "unknown"];

export async function accountsTable(state: State, currency: string, signal: AbortSignal): Promise<HTMLElement> {
  const found = await get<List<Account>>("money/accounts", { currency, role: state.role, limit: 500 }, { signal });
  const chosen = h("select", { id: "account-role" }, h("option", { value: "" }, t("all_roles")),
    ...roles.map((role) => h("option", { value: role, selected: role === state.role }, word(role))));
  chosen.addEventListener("change", () => go({ role: chosen.value }));
  const money = (amount: Amount | null) => (amount ? foreign(amount.text) : "–");
  return h("div", {}, h("p", { class: "row" }, h("label", { for: "account-role" }, t("accounts_role")), chosen), dataTable({
    caption: t("accounts_caption", { currency }), rows: found.rows, total: found.total, omitted: found.omitted_because,
    columns: [
      { label: t("account"), cell: (row) => subjectButton(row.account, row.label), sort: (row) => row.label },
      { label: t("role"), cell: (row) => word(row.role), sort: (row) => row.role ?? "" },
      { label: t("band"), cell: (row) => (row.band ? word(row.band) : "–"), sort: (row) => row.band ?? "" },
      { label: t("in"), cell: (row) => money(row.in), sort: (row) => order(row.in), numeric: true },
      { label: t("out"), cell: (row) => money(row.out), sort: (row) => order(row.out), numeric: true },
      { label: t("why"), cell: (row) => h("div", {}, ...row.for.slice(0, 3).map((reason) =>
        h("div", {}, number(reason.text, reason, { title: `${row.label}: ${reason.text}`, find: row.label })))) },
    ],
  }));
}

export async function placesTable(currency: string, signal: AbortSignal): Promise<HTMLElement> {
  const found = await get<List<MoneyPlace>>("money/places", { currency, limit: 200 }, { signal });
  const rule = (amount: Amount | null, row: MoneyPlace) =>
    amount ? number(amount.text, row,
      { find: "field=amount", title: `${row.label}: ${amount.text}` }) : h("span", { class: "soft" }, t("not_computed"));
  const column = (label: string, pick: (row: MoneyPlace) => Amount | null) => ({
    label, cell: (row: MoneyPlace) => rule(pick(row), row), sort: (row: MoneyPlace) => order(pick(row)), numeric: true,
    copy: (row: MoneyPlace) => pick(row)?.text ?? t("not_computed") });
  return h("div", {}, h("p", { class: "hint" }, t("rules_note")), dataTable({
    caption: t("places_caption", { currency }), rows: found.rows, total: found.total, omitted: found.omitted_because,
    columns: [
      { label: t("place"), cell: (row) => subjectButton(row.place, row.label), sort: (row) => row.label },
      { label: t("role"), cell: (row) => word(row.role), sort: (row) => row.role ?? "" },
      column(t("place_total"), (row) => row.total),
      column(t("least"), (row) => row.min), column(t("most"), (row) => row.max), column("FIFO", (row) => row.fifo),
      column(t("prorata"), (row) => row.prorata),
      { label: t("difference"), cell: (row) => foreign(row.difference_text) },
      column("LIFO", (row) => row.lifo), column(t("own_first"), (row) => row.own_first),
      column(t("trust_first"), (row) => row.trust_first),
      { label: t("stop"), cell: (row) => row.stop ? h("div", { class: "long" }, foreign(row.stop.why || row.stop.reason), " ",
        row.stop.record ? recordButton(row.stop.record) : null) : "–" },
    ],
  }));
}

export async function stopsTable(currency: string, signal: AbortSignal): Promise<HTMLElement> {
  const found = await get<List<MoneyStop>>("money/stops", { currency, limit: 200 }, { signal });
  return dataTable({
    caption: t("stops_caption", { currency }), rows: found.rows, total: found.total, omitted: found.omitted_because,
    columns: [
      { label: t("account"), cell: (row) => subjectButton(row.account, row.label), sort: (row) => row.label },
      { label: t("reason"), cell: (row) => word(row.reason), sort: (row) => row.reason },
      { label: t("amount"), cell: (row) => (row.amount ? number(row.amount.text, row, { find: "field=amount",
        title: `${row.label}: ${row.amount.text}` }) : "–"), sort: (row) => order(row.amount), numeric: true,
        copy: (row) => row.amount?.text ?? "" },
      { label: t("why"), cell: (row) => foreign(row.why) },
      { label: t("last_record"), cell: (row) => (row.last_record ? recordButton(row.last_record) : "–") },
    ],
  });
}

export function linkRecords(link: FlowLink): Grounded {
  return { records: link.records, records_total: link.records_total };
}
