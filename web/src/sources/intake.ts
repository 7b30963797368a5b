// What a file itself shows of its soundness: repeated rows, sums before and after, gaps in balances and days.
import { type Child, foreign, grouped, h } from "../dom";
import { t, word } from "../i18n";
import { dataTable, number, recordButton } from "../parts";
import type { DayGap, Intake, IntakePlaces, IntakeSum, SourceItem } from "../types";

/** Amounts before = after + set aside, a row a currency. */
export function sumsTable(sums: IntakeSum[]): HTMLElement | null {
  if (sums.length === 0) return null;
  const cell = (amount: IntakeSum["before"]) => foreign(amount?.text ?? "–");
  return dataTable({
    caption: t("sums_caption"), rows: sums,
    columns: [
      { label: t("currency"), cell: (sum) => sum.currency, sort: (sum) => sum.currency },
      { label: t("before"), cell: (sum) => cell(sum.before), numeric: true },
      { label: t("after"), cell: (sum) => cell(sum.after), numeric: true },
      { label: t("set_aside"), cell: (sum) => cell(sum.set_aside), numeric: true },
      { label: t("amounts_count"), cell: (sum) => grouped(sum.count), sort: (sum) => sum.count, numeric: true },
    ],
  });
}

function dayGaps(days: IntakePlaces<DayGap>, item: string): HTMLElement | null {
  if (days.rows.length === 0) return null;
  return dataTable({
    caption: t("day_gaps"), rows: days.rows, total: days.total,
    omitted: days.omitted_because,
    columns: [
      { label: t("gap_from"), cell: (gap) => h("span", { class: "date" }, gap.from), sort: (gap) => gap.from },
      { label: t("gap_to"), cell: (gap) => h("span", { class: "date" }, gap.to), sort: (gap) => gap.to },
      { label: t("gap_days"), cell: (gap) => grouped(gap.days), sort: (gap) => gap.days, numeric: true },
      { label: t("beside"), cell: (gap) => recordButton({ item, row: gap.row_before }) },
      { label: t("row_head"), cell: (gap) => recordButton({ item, row: gap.row_after }) },
    ],
  });
}

function balanceGaps(balances: NonNullable<Intake["balances"]>, item: string): HTMLElement | null {
  if (balances.gaps.rows.length === 0) return null;
  return dataTable({
    caption: t("balance_gaps"), rows: balances.gaps.rows, total: balances.gaps.total,
    omitted: balances.gaps.omitted_because,
    columns: [
      { label: t("row_head"), cell: (gap) => recordButton({ item, row: gap.row }), sort: (gap) => gap.row },
      { label: t("beside"), cell: (gap) => recordButton({ item, row: gap.beside }) },
      { label: t("expected"), cell: (gap) => foreign(gap.expected?.text ?? "–"), numeric: true },
      { label: t("stated"), cell: (gap) => foreign(gap.stated?.text ?? "–"), numeric: true },
      { label: t("between_set_aside"), cell: (gap) => (gap.beside_quarantined ? t("yes") : t("no")) },
    ],
  });
}

function repeatedTable(intake: Intake, item: string): HTMLElement | null {
  if (intake.repeated.rows.length === 0) return null;
  return dataTable({
    caption: t("repeated_rows"), rows: intake.repeated.rows, total: intake.repeated.total,
    omitted: intake.repeated.omitted_because,
    columns: [
      { label: t("row_head"), cell: (pair) => recordButton({ item, row: pair.row }), sort: (pair) => pair.row },
      { label: t("same_as"), cell: (pair) => recordButton({ item, row: pair.same_as }), sort: (pair) => pair.same_as },
    ],
  });
}

function sameTables(intake: Intake, item: string): HTMLElement[] {
  return intake.same_records.map((same) => dataTable({
    caption: `${t("same_records")}: ${same.item}`, rows: same.pairs.rows, total: same.pairs.total,
    omitted: same.pairs.omitted_because,
    columns: [
      { label: t("row_head"), cell: (pair) => recordButton({ item, row: pair.row }), sort: (pair) => pair.row },
      { label: t("other_row"), cell: (pair) => recordButton({ item: same.item, row: pair.other_row }),
        sort: (pair) => pair.other_row },
    ],
  }));
}

/** Rows of a file that were set aside for one reason, as far as the answer names them. */
function setAside(item: SourceItem, kind: string, count: number): HTMLElement {
  const records = (item.broken ?? []).filter((group) => group.kind === kind)
    .flatMap((group) => group.rows.map((row) => ({ item: item.item, row })));
  return number(grouped(count), { records, records_total: count }, { title: `${item.name}: ${word(kind)}`, find: "" });
}

export function intakePanels(item: SourceItem): Child[] {
  const { intake } = item;
  const line = (label: string, child: Child) => [h("dt", {}, label), h("dd", {}, child)];
  const sameCount = intake.same_records.reduce((sum, same) => sum + same.pairs.total, 0);
  return [
    h("section", { class: "panel", "aria-labelledby": "soundness" }, h("h2", { id: "soundness" }, t("soundness")),
      h("dl", { class: "facts" },
        ...line(t("physical_rows"), foreign(intake.rows_text)),
        ...intake.set_aside.flatMap((aside) => line(`${t("set_aside")}: ${word(aside.kind)}`, setAside(item, aside.kind, aside.count))),
        ...line(t("repeated_rows"), grouped(intake.repeated.total)),
        ...line(t("same_records"), grouped(sameCount)),
        ...line(t("balances_word"), foreign(intake.balances?.text ?? t("not_looked"))),
        ...line(t("days_word"), foreign(intake.days?.text ?? t("not_looked"))),
        ...line(t("amounts_unreadable"), grouped(intake.amounts_unreadable)),
        ...line(t("amounts_absent"), grouped(intake.amounts_absent)))),
    sumsTable(intake.amounts),
    intake.balances ? balanceGaps(intake.balances, item.item) : null,
    intake.days ? dayGaps(intake.days.gaps, item.item) : null,
    repeatedTable(intake, item.item),
    ...sameTables(intake, item.item),
  ];
}
