// What is looked at: one selection and one time window for all screens, kept in the address, so that Back,
// reload and a copied address show the same.

export type ScreenName = "overview" | "network" | "money" | "sources";
export const screenNames: ScreenName[] = ["overview", "network", "money", "sources"];

export interface State {
  screen: ScreenName;
  /** Selected node, account or number; empty: none. */
  sel: string;
  /** What the inspector shows: "finding:F1", "lead:L2", "claim:C3", "sentence:S1", "edge:a|b|layer|currency",
   *  "node:tel:…", "records:…"; empty: nothing. */
  show: string;
  /** The row that lies open: "E0003/17"; empty: none. */
  row: string;
  /** Cells to be marked in it: a text or fields. */
  find: string;
  from: string;
  to: string;
  currency: string;
  /** Of the network: what it starts from ("site:S-…", "finding:F1", a selector); empty: the engine's choice. */
  seed: string;
  /** Of sources: the item that lies open. */
  item: string;
  /** Of a screen: which of its views. */
  view: string;
  /** Of the accounts: those that act as this. */
  role: string;
}

const empty: State = {
  screen: "overview", sel: "", show: "", row: "", find: "", from: "", to: "", currency: "", seed: "",
  item: "", view: "", role: "",
};

type Listener = (state: State, before: State) => void;
const listeners = new Set<Listener>();
let current: State = read();

function read(): State {
  const state = { ...empty };
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  if ((screenNames as string[]).includes(path)) state.screen = path as ScreenName;
  const params = new URLSearchParams(query);
  for (const key of Object.keys(empty) as (keyof State)[]) {
    const value = params.get(key);
    if (key !== "screen" && value !== null) state[key] = value;
  }
  return state;
}

export function address(state: State): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(state)) {
    if (key !== "screen" && value) params.set(key, value);
  }
  const query = params.toString();
  return `#/${state.screen}${query ? `?${query}` : ""}`;
}

export function getState(): State {
  return current;
}

/** Changes what is looked at. Each change is a step of Back, but those that only refine one. */
export function go(change: Partial<State>, options: { quietly?: boolean } = {}): void {
  const next = { ...current, ...change };
  if (address(next) === address(current)) return;
  const before = current;
  current = next;
  if (options.quietly) history.replaceState(null, "", address(next));
  else history.pushState(null, "", address(next));
  for (const listener of listeners) listener(current, before);
}

export function whenStateChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function reread(): void {
  if (location.hash.includes("token=")) return;
  const before = current;
  current = read();
  if (address(before) === address(current)) return;
  for (const listener of listeners) listener(current, before);
}
addEventListener("popstate", reread);
addEventListener("hashchange", reread);

/** The window as the API takes it. */
export function windowOf(state: State = current): Record<string, string> {
  const window: Record<string, string> = {};
  if (state.from) window["from"] = state.from;
  if (state.to) window["to"] = state.to;
  return window;
}
