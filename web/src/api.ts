// The only way to the engine. Every answer is kept by its ETag in the browser's own cache; errors are problems
// of RFC 9457, and each says what to do next.
import type { Problem } from "./types";

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

type Params = Record<string, string | number | boolean | string[] | null | undefined>;
type Trouble = "none" | "signed_out" | "gone";
const troubleListeners = new Set<(trouble: Trouble) => void>();
let trouble: Trouble = "none";
const busyListeners = new Set<(open: number) => void>();
let open = 0;

export function whenTroubled(listener: (trouble: Trouble) => void): () => void {
  troubleListeners.add(listener);
  listener(trouble);
  return () => troubleListeners.delete(listener);
}

/** Tells how many questions are open. */
export function whenBusy(listener: (open: number) => void): () => void {
  busyListeners.add(listener);
  return () => busyListeners.delete(listener);
}

function count(by: 1 | -1): void {
  open += by;
  for (const listener of busyListeners) listener(open);
}

function setTrouble(next: Trouble): void {
  if (next === trouble) return;
  trouble = next;
  for (const listener of troubleListeners) listener(next);
}

export function query(params: Params): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Problem;
    if (typeof problem.title === "string") return problem;
  } catch {
    // Not JSON: what follows says as much as is known.
  }
  return { type: "about:blank", title: response.statusText, status: response.status, detail: "", hint: null };
}

const wait = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    });
  });

interface Options {
  signal?: AbortSignal;
  whileLoading?: (hint: string) => void;
}

/** GET /api/v1/PATH. Asks again while the engine still reads the events. */
export async function get<Answer>(path: string, params: Params = {}, options: Options = {}): Promise<Answer> {
  count(1);
  try {
    return await ask<Answer>(path, params, options);
  } finally {
    count(-1);
  }
}

async function ask<Answer>(path: string, params: Params, options: Options): Promise<Answer> {
  for (;;) {
    let response: Response;
    try {
      response = await fetch(`/api/v1/${path}${query(params)}`, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        ...(options.signal ? { signal: options.signal } : {}),
      });
    } catch (error) {
      if ((error as Error).name === "AbortError") throw error;
      const problem: Problem = {
        type: "gone", title: "gone", status: 0, detail: "", hint: null,
      };
      setTrouble("gone");
      throw new ApiError(problem);
    }
    if (response.ok) {
      setTrouble("none");
      return (await response.json()) as Answer;
    }
    const problem = await problemOf(response);
    if (response.status === 503 && response.headers.has("Retry-After")) {
      options.whileLoading?.(problem.hint ?? problem.detail);
      await wait(1000 * Math.max(1, Number(response.headers.get("Retry-After")) || 1), options.signal);
      continue;
    }
    if (response.status === 401) setTrouble("signed_out");
    else setTrouble("none");
    throw new ApiError(problem);
  }
}

export const part = (text: string): string => encodeURIComponent(text);

/** Exchanges the token of the address for a cookie, once, and takes it out of the address; true: one was there. */
export async function signIn(then = "#/overview"): Promise<boolean> {
  const found = /[#&]token=([^&]+)/.exec(location.hash);
  if (!found?.[1]) return false;
  const token = decodeURIComponent(found[1]);
  history.replaceState(null, "", `${location.pathname}${then}`);
  try {
    // A key that was used before is refused; the cookie of an earlier window may still open the case.
    await fetch("/api/v1/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      body: JSON.stringify({ token }),
    });
  } catch {
    setTrouble("gone");
  }
  return true;
}

/** What the engine tells by itself: a new revision, the network read, files gone or back. */
export function listen(handlers: {
  revision: (revision: string) => void;
  network: (state: string) => void;
  files: (state: string) => void;
  open: () => void;
  lost: () => void;
}): () => void {
  const events = new EventSource("/api/v1/events");
  const data = (event: Event) => JSON.parse((event as MessageEvent<string>).data) as Record<string, string>;
  events.addEventListener("open", () => handlers.open());
  events.addEventListener("error", () => handlers.lost());
  events.addEventListener("revision", (event) => handlers.revision(data(event)["revision"] ?? ""));
  events.addEventListener("network", (event) => handlers.network(data(event)["network"] ?? ""));
  events.addEventListener("files", (event) => handlers.files(data(event)["state"] ?? ""));
  return () => events.close();
}
