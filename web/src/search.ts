// Search as you type: a combobox over what the case knows, in any script.
import { get } from "./api";
import { bothScripts, h, replace } from "./dom";
import { t, word } from "./i18n";
import { isAbort } from "./parts";
import { go } from "./state";
import type { Hit, List } from "./types";

function openHit(hit: Hit): void {
  switch (hit.kind) {
    case "finding": case "claim": case "lead": case "sentence":
      go({ show: `${hit.kind}:${hit.id}` });
      break;
    case "item":
      go({ screen: "sources", item: hit.id, row: "" });
      break;
    case "site":
      go({ screen: "network", seed: `site:${hit.id}`, sel: "", show: "" });
      break;
    default:
      go({ sel: hit.id, show: `node:${hit.id}` });
  }
}

export function searchBox(): { element: HTMLElement; focus: () => void } {
  const list = h("ul", { class: "hits", id: "hits", role: "listbox", "aria-label": t("search"), hidden: true });
  const said = h("span", { class: "sr", role: "status" });
  const input = h("input", {
    type: "search", placeholder: t("search"), "aria-label": t("search"), role: "combobox",
    "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list", autocomplete: "off",
    spellcheck: "false", dir: "auto",
  });
  let hits: Hit[] = [];
  let at = -1;
  let asked: AbortController | null = null;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (next: number) => {
    at = hits.length ? (next + hits.length) % hits.length : -1;
    [...list.children].forEach((child, n) => child.setAttribute("aria-selected", String(n === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) input.setAttribute("aria-activedescendant", `hit-${at}`);
  };
  const take = (hit: Hit) => {
    close();
    openHit(hit);
  };
  const ask = async () => {
    asked?.abort();
    const words = input.value.trim();
    if (!/[\p{L}\p{N}]/u.test(words)) return close();
    const controller = new AbortController();
    asked = controller;
    try {
      const found = await get<List<Hit>>("search", { q: words, limit: 20 }, { signal: controller.signal });
      hits = found.rows;
      replace(list, ...hits.map((hit, n) => h("li", {
        role: "option", id: `hit-${n}`, "aria-selected": "false", onclick: () => take(hit),
      }, h("span", { class: "kind" }, word(hit.kind)), bothScripts(hit.label ?? hit.id, hit.label_latin),
      hit.extra ? h("span", { class: "soft" }, hit.extra) : null)));
      if (hits.length === 0) list.append(h("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("search_none")));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      said.textContent = t("shown_of", { shown: found.shown, total: found.total });
      at = -1;
    } catch (error) {
      if (!isAbort(error)) close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 150);
  });
  input.addEventListener("keydown", (event) => {
    const first = hits[Math.max(0, at)];
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter" && !list.hidden && first) take(first);
    else if (event.key === "Escape") { if (list.hidden) input.blur(); close(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", () => window.setTimeout(close, 200));
  return { element: h("div", { class: "search" }, input, list, said), focus: () => input.focus() };
}
