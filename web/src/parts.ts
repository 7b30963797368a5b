// Parts that all screens use: a number that opens its records, tables, and how a screen waits, is empty or fails.
import { ApiError } from "./api";
import { type Child, foreign, grouped, h, replace } from "./dom";
import { t } from "./i18n";
import { go } from "./state";
import type { Grounded, Ref } from "./types";

/** Records that the inspector lists, by the key that stands in the address. */
const listed = new Map<string, { title: string; grounded: Grounded; find: string }>();

export function listedRecords(key: string): { title: string; grounded: Grounded; find: string } | undefined {
  return listed.get(key);
}

/** "E0003-17.E0003-18": records in an address, so that a reload shows the same. */
function keyOf(grounded: Grounded): string {
  const first = grounded.records.slice(0, 20).map((ref) => `${ref.item}-${ref.row}`);
  return `records:${first.join(".")}:${grounded.records_total}`;
}

export function recordsOfKey(key: string): Grounded | null {
  const [, refs = "", total = "0"] = key.split(":");
  const records: Ref[] = refs.split(".").flatMap((text) => {
    const [item, row] = text.split("-");
    return item && row ? [{ item, row: Number(row) }] : [];
  });
  return records.length ? { records, records_total: Number(total) } : null;
}

/** A number that opens the records it stands on. Without records it is plain text. */
export function number(
  text: string | number, grounded: Partial<Grounded> | null | undefined,
  options: { find?: string; title?: string } = {}): HTMLElement {
  const records = grounded?.records ?? [];
  // The engine's words keep their direction.
  const words = foreign(text);
  if (records.length === 0) return h("span", { class: "number" }, words);
  const whole: Grounded = { records, records_total: grounded?.records_total ?? records.length };
  return h("button", {
    class: "number", type: "button", title: t("open_records"), "data-number": "",
    onclick: () => openRecords(options.title ?? String(text), whole, options.find ?? String(text)),
  }, words);
}

/** Opens records in the inspector: what a number does, for marks of a picture. */
export function openRecords(title: string, grounded: Grounded, find = title): void {
  const key = keyOf(grounded);
  listed.set(key, { title, grounded, find });
  go({ show: key, find });
}

/** One record: opens its row as received. */
export function recordButton(ref: Ref, find = ""): HTMLElement {
  return h("button", {
    class: "record", type: "button", "data-record": `${ref.item}/${ref.row}`,
    onclick: () => go({ screen: "sources", item: ref.item, row: `${ref.item}/${ref.row}`, find }),
  }, `${ref.item} · ${t("row")} ${grouped(ref.row)}`);
}

export function recordList(grounded: Grounded, find = ""): HTMLElement {
  return h("div", { class: "records" },
    h("ul", {}, ...grounded.records.map((ref) => h("li", {}, recordButton(ref, find)))),
    grounded.records_total > grounded.records.length
      ? h("p", { class: "omitted" },
        t("shown_of", { shown: grouped(grounded.records.length), total: grouped(grounded.records_total) }))
      : null);
}

/** Waiting: what was there stays, greyed. */
export function waiting(container: HTMLElement, words = t("loading")): void {
  container.setAttribute("aria-busy", "true");
  container.querySelector(":scope > .failed")?.remove();
  const only = container.children.length === 1 ? container.querySelector(":scope > .waiting") : null;
  if (only) only.textContent = words;
  else if (container.childElementCount === 0) replace(container, h("p", { class: "waiting", role: "status" }, words));
  else container.classList.add("stale");
}

export function arrived(container: HTMLElement, ...children: Child[]): void {
  container.removeAttribute("aria-busy");
  container.classList.remove("stale");
  replace(container, ...children);
}

/** Says what went wrong above what was there, which stays, greyed. */
export function fail(container: HTMLElement, error: unknown, again: () => void): void {
  container.removeAttribute("aria-busy");
  container.querySelectorAll(":scope > .failed, :scope > .waiting").forEach((old) => old.remove());
  container.classList.toggle("stale", container.childElementCount > 0);
  container.prepend(failed(error, again));
}

export function emptyState(text: string, command?: string): HTMLElement {
  return h("div", { class: "empty" }, h("p", {}, text), command ? h("p", {}, h("code", {}, command)) : null);
}

/** What went wrong, where, and what to do. */
export function failed(error: unknown, again: () => void): HTMLElement {
  const problem = error instanceof ApiError ? error.problem : null;
  const details = problem
    ? `${problem.status} ${problem.title}: ${problem.detail}`
    : String((error as Error).message ?? error);
  return h("div", { class: "failed", role: "alert" },
    h("p", {}, h("strong", {}, problem?.status === 0 ? t("server_gone")
      : problem?.status === 401 ? t("signed_out_title") : problem?.title ?? t("went_wrong"))),
    problem?.detail ? h("p", {}, foreign(problem.detail)) : null,
    problem?.status === 0 ? h("p", { class: "hint" }, t("gone"))
      : problem?.status === 401 ? h("p", { class: "hint" }, t("signed_out"))
      : problem?.hint ? h("p", { class: "hint" }, foreign(problem.hint)) : null,
    h("p", { class: "buttons" },
      h("button", { type: "button", onclick: again }, t("try_again")),
      h("button", { type: "button", onclick: () => copyText(details) },
        t("copy_details"))));
}

/** Into the clipboard, where the browser allows it. */
function copyText(text: string): void {
  navigator.clipboard?.writeText(text).catch(() => window.prompt(t("copy_by_hand"), text));
}

export function isAbort(error: unknown): boolean {
  return (error as Error)?.name === "AbortError";
}

export interface Column<Row> {
  label: string;
  cell: (row: Row) => Child;
  /** What a sort compares; absent: the column does not sort. */
  sort?: (row: Row) => string | number;
  numeric?: boolean;
  /** Plain text of the cell for "copy as table". */
  copy?: (row: Row) => string;
}

/** A table for eyes, keyboard and screen readers; sorts what it shows and says so. */
export function dataTable<Row>(options: {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  total?: number;
  omitted?: string | null;
  onopen?: (row: Row) => void;
  chosen?: (row: Row) => boolean;
}): HTMLElement {
  let rows = [...options.rows];
  let sorted = -1;
  let down = false;
  const body = h("tbody");
  const draw = () =>
    replace(body, ...rows.map((row) =>
      h("tr", { class: options.chosen?.(row) ? "chosen" : null },
        ...options.columns.map((column, at) => {
          const cell = column.cell(row);
          const inner = at === 0 && options.onopen
            ? h("button", { class: "plain", type: "button", onclick: () => options.onopen?.(row) }, cell)
            : cell;
          return h(at === 0 ? "th" : "td",
            { class: column.numeric ? "numeric" : null, scope: at === 0 ? "row" : null }, inner);
        }))));
  const heads = options.columns.map((column, at) => {
    const head = h("th", { scope: "col", class: column.numeric ? "numeric" : null });
    if (!column.sort) {
      head.append(column.label);
      return head;
    }
    head.append(h("button", {
      type: "button", class: "plain",
      onclick: () => {
        down = sorted === at ? !down : Boolean(column.numeric);
        sorted = at;
        heads.forEach((other, n) =>
          other.setAttribute("aria-sort", n === at ? (down ? "descending" : "ascending") : "none"));
        const value = column.sort!;
        rows = [...rows].sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          const order = typeof x === "number" && typeof y === "number"
            ? x - y : String(x).localeCompare(String(y), undefined, { numeric: true });
          return down ? -order : order;
        });
        draw();
      },
    }, column.label));
    return head;
  });
  draw();
  const total = options.total ?? options.rows.length;
  const copy = h("button", {
    type: "button",
    onclick: () => {
      const plain = (row: Row, column: Column<Row>) => {
        const cell = column.copy ? column.copy(row) : column.cell(row);
        return (cell instanceof globalThis.Node ? cell.textContent ?? "" : String(cell ?? ""))
          .replace(/[\t\r\n]+/g, " ").replace(/^([=+\-@])/, "'$1");
      };
      const lines = [options.columns.map((column) => column.label),
        ...rows.map((row) => options.columns.map((column) => plain(row, column)))];
      copyText(lines.map((line) => line.join("\t")).join("\n"));
      copy.textContent = t("copied");
      setTimeout(() => (copy.textContent = t("copy_table")), 1500);
    },
  }, t("copy_table"));
  return h("div", { class: "table" },
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.caption },
      h("table", {}, h("caption", {}, options.caption), h("thead", {}, h("tr", {}, ...heads)), body)),
    h("p", { class: "below" },
      h("span", { class: "omitted" },
        t("shown_of", { shown: grouped(options.rows.length), total: grouped(total) }),
        " ", options.omitted ? foreign(options.omitted) : null),
      copy));
}
