// What the API answers about what was taken in.
import type { Amount } from "./types";

export interface ItemHealth {
  item: string;
  name: string;
  kind: string;
  rows: number;
  records: number;
  quarantined: number;
  duplicates: number;
  first: string | null;
  last: string | null;
  doubtful: number;
  same_records: number;
  /** Balances that do not follow; null: the file states none. */
  balance_gaps: number | null;
  day_gaps: number | null;
  bytes: number;
  questions: number;
}

/** Amounts of one currency: as the cells have them = as records hold them + what was set aside. */
export interface IntakeSum {
  currency: string;
  before: Amount | null;
  after: Amount | null;
  set_aside: Amount | null;
  count: number;
}

export interface IntakePlaces<Row> {
  total: number;
  shown: number;
  omitted_because: string | null;
  rows: Row[];
}

export interface DayGap { from: string; to: string; days: number; row_before: number; row_after: number }

/** What a file itself shows of its soundness. */
export interface Intake {
  rows_text: string;
  set_aside: { kind: string; count: number }[];
  repeated: IntakePlaces<{ row: number; same_as: number }>;
  same_records: { item: string; pairs: IntakePlaces<{ row: number; other_row: number }> }[];
  amounts: IntakeSum[];
  amounts_unreadable: number;
  amounts_absent: number;
  balances: { text: string; gaps: IntakePlaces<{ row: number; beside: number; expected: Amount | null;
    stated: Amount | null; beside_quarantined: boolean }> } | null;
  days: { text: string; longest: DayGap | null; gaps: IntakePlaces<DayGap> } | null;
}
