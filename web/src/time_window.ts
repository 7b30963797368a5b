// One time window for all screens: two dates, and a small picture of how much happened when.
import { get } from "./api";
import { h, replace, svg } from "./dom";
import { t } from "./i18n";
import { getState, go } from "./state";
import type { CaseFacts, Timeline } from "./types";

const day = 86_400_000;
const asDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Moves the window by its own length; without one, to the first or last quarter of the case. */
export function shiftWindow(facts: CaseFacts | null, by: -1 | 1): void {
  const state = getState();
  const [first, last] = [Date.parse(facts?.window.first ?? ""), Date.parse(facts?.window.last ?? "")];
  if (Number.isNaN(first) || Number.isNaN(last)) return;
  let [from, to] = [Date.parse(state.from || asDay(first)), Date.parse(state.to || asDay(last + day))];
  if (!state.from && !state.to) {
    const quarter = Math.max(day, Math.round((last - first) / 4 / day) * day);
    [from, to] = by < 0 ? [first, first + quarter] : [last + day - quarter, last + day];
  } else {
    const long = Math.max(day, to - from);
    [from, to] = [from + by * long, to + by * long];
  }
  if (to <= first || from > last) return;
  go({ from: asDay(from), to: asDay(to) });
}

export function timeWindow(): { element: HTMLElement; draw: (facts: CaseFacts | null) => void } {
  // Text, not the browser's own field: that one shows 03/04/2025, which two readers read in two ways.
  const field = (label: string, take: (text: string) => void) => {
    const input = h("input", { type: "text", "aria-label": label, title: label, placeholder: t("date_form"),
      inputmode: "numeric", maxlength: 10, autocomplete: "off", spellcheck: "false", dir: "ltr" });
    input.addEventListener("change", () => {
      const text = input.value.trim();
      const good = text === "" || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
      input.setAttribute("aria-invalid", String(!good));
      if (good) take(text);
    });
    return input;
  };
  const from = field(t("window_from"), (text) => go({ from: text }));
  const to = field(t("window_to"), (text) => go({ to: text }));
  const all = h("button", { type: "button", onclick: () => go({ from: "", to: "" }) }, t("window_all"));
  const picture = svg("svg", { viewBox: "0 0 180 28", "aria-hidden": "true", preserveAspectRatio: "none" });
  let facts: CaseFacts | null = null;
  let drawn = "";
  const bars = async (revision: string) => {
    try {
      const timeline = await get<Timeline>("timeline", { bins: 60 });
      const most = Math.max(1, ...timeline.bins.map((bin) => bin.calls + bin.payments + bin.reports));
      picture.setAttribute("viewBox", `0 0 ${Math.max(1, timeline.bins.length) * 3} 28`);
      replace(picture, ...timeline.bins.map((bin, n) => {
        const tall = (28 * (bin.calls + bin.payments + bin.reports)) / most;
        return svg("rect", { class: "bar", x: n * 3, y: 28 - tall, width: 2.2, height: tall });
      }));
      drawn = revision;
    } catch {
      // The picture is an extra: the two dates work without it.
    }
  };
  const draw = (next: CaseFacts | null) => {
    facts = next;
    const state = getState();
    from.value = state.from.slice(0, 10);
    to.value = state.to.slice(0, 10);
    all.disabled = !state.from && !state.to;
    const [first, last] = [facts?.window.first?.slice(0, 10), facts?.window.last?.slice(0, 10)];
    for (const input of [from, to]) {
      if (first) input.min = first;
      if (last) input.max = asDay(Date.parse(last) + day);
    }
    if (facts && facts.network === "ready" && drawn !== facts.revision) void bars(facts.revision);
  };
  return {
    element: h("div", { class: "window", role: "group", "aria-label": t("window") },
      h("button", { type: "button", "aria-label": t("window_earlier"), title: `${t("window_earlier")} [`,
        onclick: () => shiftWindow(facts, -1) }, "‹"),
      from, h("span", { "aria-hidden": "true" }, "–"), to,
      h("button", { type: "button", "aria-label": t("window_later"), title: `${t("window_later")} ]`,
        onclick: () => shiftWindow(facts, 1) }, "›"),
      picture, all),
    draw,
  };
}
