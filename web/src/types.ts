// What the API answers (openapi.yaml), as far as the page reads it. Null: not known; never absent.
import type { Intake, IntakeSum, ItemHealth } from "./types_intake";

export type * from "./types_intake";
export type * from "./types_money";

/** The place of a record: row 1842 of item E0007. */
export interface Ref {
  item: string;
  row: number;
  from?: number;
  to?: number;
}

/** Something that opens to records. */
export interface Grounded {
  records: Ref[];
  records_total: number;
}

/** An amount with the words that the engine found for it. */
export interface Amount {
  amount_minor: string;
  currency: string;
  text: string;
}

export interface List<Row> {
  total: number;
  shown: number;
  omitted_because: string | null;
  offset?: number;
  rows: Row[];
}

export interface Name {
  text: string;
  latin: string | null;
}

export interface CaseFacts {
  id: string;
  title: string;
  marking: string;
  simulated: boolean;
  engine: string;
  revision: string;
  zone: string;
  read_only: boolean;
  window: { first: string | null; last: string | null };
  counts: Record<string, number>;
  network: "ready" | "loading" | "failed";
  mask: string | null;
  victims: "pseudonym" | "clear" | "omit";
  stale: boolean;
  hint: string | null;
}

export interface Reason extends Grounded {
  text: string;
  weight_percent: number | null;
}

export interface Sentence extends Partial<Grounded> {
  id: string;
  text: string;
  section?: string;
  claims: string[];
  findings: string[];
  numbers?: { text: string; value: string | number | null; finding: string | null }[];
}

export interface Finding extends Grounded {
  id: string;
  key: string;
  kind: string;
  subject: string;
  subject_label: string;
  value: number | string | null;
  unit: string | null;
  text: string;
  low: number | string | null;
  high: number | string | null;
  range_text: string | null;
  method: string | null;
  band: string | null;
  for: Reason[];
  against: Reason[];
  look_alike: { text: string | null; settle: string | null } | null;
}

export interface Lead extends Grounded {
  id: string;
  question: string;
  step: string | null;
  subject: string;
  subject_label: string;
  gain: string | null;
  cost: string | null;
  legal: string | null;
  why: string | null;
}

export interface Claim extends Grounded {
  id: string;
  subject: string;
  subject_label: string;
  predicate: string;
  object: string;
  said_by: string | null;
  said_at: string | null;
  force: string | null;
}

export interface Count extends Grounded {
  id: string;
  label: string;
  text: string;
  value: number | string | null;
  finding: string | null;
  open: { screen: string; params: Record<string, string> } | null;
}

export interface MoneyTotals {
  currency: string;
  reported: Amount | null;
  traced: Amount | null;
  displaced: Amount | null;
  unplaced: Amount | null;
  /** What the sums stand on; null: no finding holds it. */
  grounds: Record<"reported" | "traced" | "unplaced", ({ finding: string } & Grounded) | null>;
  reconcile: Reconcile;
}

export interface Reconcile {
  text: string;
  balanced: boolean;
  parts: { label: string; amount_minor: string; text: string }[];
}

export interface Overview {
  bottom_line: Sentence[];
  counts: Count[];
  money: MoneyTotals[];
  staff: ({ low: number | null; estimate: number | null; high: number | null; text: string;
    warnings: string[] | null } & Grounded) | null;
  leads: List<Lead>;
  health: {
    items: ItemHealth[];
    questions: string[];
    amounts: IntakeSum[];
    same_records: number;
    cuts: { what: string; shown: number; total: number; text: string }[];
    notes: string[] | null;
    quarantined: List<{ item: string; row: number; reason: string }>;
  };
}

export interface Node {
  id: string;
  label: string;
  label_latin: string | null;
  kind: string;
  role: string | null;
  band: string | null;
  site: string | null;
  is_victim: boolean;
  x: number;
  y: number;
  size: number;
  degree: number;
  degree_text: string;
  hidden: number;
  first: string | null;
  last: string | null;
  money: { in: Amount; out: Amount; other_currencies: number } | null;
  calls: { out: number; in: number; text: string } | null;
  /** Of a group and of a site: how many it stands for. */
  count?: number;
  /** Of a group: whose victims it holds. */
  of?: string;
}

export interface Edge extends Grounded {
  id: string;
  a: string;
  b: string;
  layer: "call" | "payment" | "shared" | "site";
  events: number;
  text: string;
  amount_minor: string | null;
  currency: string | null;
  duration_s: number | null;
  first: string | null;
  last: string | null;
  weight: number;
  traced: { fifo: Amount; at_least: boolean } | null;
}

export interface Graph {
  revision: string;
  nodes: Node[];
  edges: Edge[];
  total: { nodes: number; edges: number };
  shown: { nodes: number; edges: number };
  omitted_because: string | null;
  groups: { id: string; label: string; count: number }[];
  sites: SiteMark[];
}

/** A mark that stands beside the numbers counted to it, or, folded, in their place. */
export interface SiteMark extends Grounded {
  id: string;
  site: string;
  label: string;
  count: number;
  numbers: string[];
  finding: string | null;
  /** Sums over all its numbers: drawn while it is folded. */
  folded: { total: number; shown: number; omitted_because: string | null; nodes: Node[]; edges: Edge[] };
}

export interface Site extends Grounded {
  id: string;
  label: string;
  text: string;
  numbers_total: number;
  numbers: string[];
  cells: string[] | null;
  staff: { text?: string } | null;
  finding: string | null;
}

export interface Neighbours extends List<{ node: Node; edge: Edge; edges: Edge[] }> {
  of: Node;
  by_layer: { layer: string; neighbours: number; events: number; text: string }[];
}

export interface EdgeEvent extends Grounded {
  event: string;
  from: string;
  to: string;
  layer: string;
  at: string | null;
  at_text: string | null;
  precision: string;
  text: string;
}

export interface Path {
  found: boolean;
  why: string;
  length: number;
  steps: EdgeEvent[];
  nodes: Node[];
  edges: Edge[];
  alternatives: number | null;
}

export interface Actor {
  id: string;
  label: string;
  names: Name[];
  score_text: string;
  band: string | null;
  role: string | null;
  for: Reason[];
  against: Reason[];
}

export interface Account {
  account: string;
  label: string;
  role: string | null;
  layer: number | null;
  purpose: string | null;
  score_text: string;
  band: string | null;
  currency: string;
  in: Amount | null;
  out: Amount | null;
  for: Reason[];
  against: Reason[];
}

export interface NodeDetail {
  node: Node;
  entity: string | null;
  facts: ({ label: string; text: string } & Grounded)[];
  findings: List<{ id: string; kind: string; text: string; band: string | null }>;
  claims: List<{ id: string; predicate: string; object: string; said_by: string | null } & Grounded>;
  leads: List<{ id: string; question: string; step: string | null }>;
  actor: Actor | null;
  account: Account | null;
  accounts: Account[];
  ties: List<{ node: string; label: string; label_latin: string | null; text: string } & Grounded>;
}

export interface Timeline {
  bins: { from: string; to: string; calls: number; payments: number; reports: number }[];
  bin_text: string | null;
  total: number;
  unplaced: number;
}

export interface SourceItem {
  item: string;
  name: string;
  kind: string;
  source: string | null;
  custodian: string | null;
  jurisdiction: string | null;
  received: string | null;
  reliability: string | null;
  credibility: string | null;
  handling: string | null;
  legal_basis: string | null;
  sha256: string;
  bytes: number;
  format: string | null;
  encoding: string | null;
  /** How the rows add up, in words. */
  text: string;
  rows: number;
  records: number;
  quarantined: number;
  duplicates: number;
  empty: number;
  first: string | null;
  last: string | null;
  totals: (Amount | null)[];
  mapping: { column: string | number; field: string | null; confidence: number | string | null; doubtful: boolean;
    reason: string | null }[];
  questions: string[];
  broken: { kind: string; reason: string; rows: number[] }[] | null;
  intake: Intake;
}

export interface SourceRows extends List<{
  row: number;
  state: string;
  reason: string | null;
  cells: { text: string; column: string; field: string | null }[];
}> {
  header: { column: string; field: string | null }[];
}

export interface RecordRow {
  item: string;
  name: string;
  row: number;
  source: string | null;
  sha256: string;
  received: string | null;
  cells: { column: string; field: string | null; text: string; marked: boolean }[];
  original: string;
  byte_from: number | null;
  byte_to: number | null;
  state: string;
  reason: string | null;
  understood: { field: string; text: string }[];
  findings: string[];
}

export interface Hit {
  kind: string;
  id: string;
  label: string | null;
  label_latin: string | null;
  extra: string | null;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  hint: string | null;
}
