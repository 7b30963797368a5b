// Path: how money or calls may have gone from one mark to another, step by step, each with its records.
import { get } from "../api";
import { foreign, h, replace } from "../dom";
import { t, word } from "../i18n";
import { failed, isAbort, number } from "../parts";
import type { Node, Path } from "../types";
import { openDialogue } from "./dialogue";
import { labelOf } from "./marks";

export function pathDialogue(options: {
  from: Node;
  to: Node;
  params: Record<string, string>;
  found: (path: Path) => void;
}): void {
  let { from, to } = options;
  const ends = h("p");
  const time = h("input", { type: "checkbox", id: "path-time", checked: true });
  const hubs = h("input", { type: "checkbox", id: "path-hubs", checked: true });
  const gap = h("input", { type: "number", id: "path-gap", min: 1, max: 100000, inputmode: "numeric" });
  const says = h("div", { role: "status" });
  const find = h("button", { type: "submit", class: "main" }, t("net_find_path"));
  let asked: AbortController | null = null;

  const drawEnds = () => replace(ends,
    `${t("net_goes_from")} `, h("strong", {}, foreign(labelOf(from))), ` ${t("net_goes_to")} `,
    h("strong", {}, foreign(labelOf(to))), " ",
    h("button", { type: "button", onclick: () => {
      [from, to] = [to, from];
      drawEnds();
    } }, t("net_swap")));
  const ask = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    replace(says, t("loading"));
    try {
      const path = await get<Path>("graph/path", {
        a: from.id, b: to.id, follow_time: time.checked ? 1 : 0, avoid_hubs: hubs.checked ? 1 : 0,
        max_gap_hours: gap.value, ...options.params,
      }, { signal: asked.signal });
      if (path.found) {
        dialogue.close();
        options.found(path);
      } else {
        replace(says, h("p", {}, h("strong", {}, t("net_path_none")), " ", foreign(path.why)));
      }
    } catch (error) {
      if (!isAbort(error)) replace(says, failed(error, () => void ask()));
    }
  };
  const dialogue = openDialogue(t("net_path_title"),
    h("form", { onsubmit: (event: Event) => {
      event.preventDefault();
      void ask();
    } },
    ends,
    h("p", {}, time, " ", h("label", { for: "path-time" }, t("net_follow_time"))),
    h("p", {}, hubs, " ", h("label", { for: "path-hubs" }, t("net_avoid_hubs"))),
    h("p", {}, h("label", { for: "path-gap" }, t("net_max_gap")), " ", gap),
    says,
    h("div", { class: "buttons" }, find,
      h("button", { type: "button", onclick: () => dialogue.close() }, t("net_cancel")))));
  dialogue.addEventListener("close", () => asked?.abort());
  drawEnds();
  find.focus();
}

/** The steps of a path, each opening its records. */
export function pathSteps(path: Path, label: (id: string) => string, close: () => void): HTMLElement {
  return h("section", { class: "panel steps", "aria-label": t("net_path_title") },
    h("header", { class: "row" },
      h("h2", {}, t("net_path_found", { count: path.steps.length })),
      h("button", { type: "button", onclick: close }, t("close"))),
    path.why ? h("p", { class: "soft" }, foreign(path.why)) : null,
    h("ol", {}, ...path.steps.map((step) => h("li", {},
      foreign(label(step.from)), " → ", foreign(label(step.to)), " · ", word(step.layer), " · ",
      step.at_text ? [foreign(step.at_text)][0] : t("unknown"), " · ",
      number(step.text, step)))));
}
