// What the API answers about money.
import type { Amount, Grounded, MoneyTotals, Reconcile, Ref } from "./types";

export interface MoneyScreen {
  currencies: { currency: string; totals: MoneyTotals; rules: string[]; hops: number }[];
  cut: { what: string; shown: number; total: number; text: string }[];
}

export interface FlowNode {
  id: string;
  hop: number;
  role: string;
  label: string;
  order: number;
  in: Amount;
  out: Amount;
  rest: Amount;
}

export interface FlowLink extends Grounded {
  id: string;
  from: string;
  to: string;
  hop: number;
  amount_minor: string;
  text: string;
  payments: number;
  payments_text: string;
}

export interface Flows {
  currency: string;
  nodes: FlowNode[];
  links: FlowLink[];
  rests: { hop: number; at: string; amount_minor: string; text: string }[];
  reconcile: Reconcile;
  omitted_because: string | null;
}

export interface MoneyStep extends Grounded {
  hop: number | null;
  from: string;
  to: string;
  from_label?: string;
  to_label?: string;
  at_least?: boolean;
  payments: number;
  amount_minor: string;
  text: string;
}

export interface MoneyPlace extends Grounded {
  place: string;
  label: string;
  total: Amount | null;
  fifo: Amount | null;
  lifo: Amount | null;
  prorata: Amount | null;
  own_first: Amount | null;
  trust_first: Amount | null;
  min: Amount | null;
  max: Amount | null;
  difference_text: string | null;
  role: string | null;
  stop: { reason: string; why: string | null; amount: Amount | null; record: Ref | null } | null;
  finding: string | null;
}

export interface MoneyStop extends Grounded {
  account: string;
  label: string;
  reason: string;
  why: string | null;
  amount: Amount | null;
  last_record: Ref | null;
}
