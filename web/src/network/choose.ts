// Selecting by a list: what a lasso does, without a drag. Words narrow it; what is ticked is selected.
import { bothScripts, h, replace } from "../dom";
import { t, word } from "../i18n";
import type { Node } from "../types";
import { openDialogue } from "./dialogue";
import { allLooks, lookOf } from "./marks";
import type { Picture } from "./picture";
import { kindWord } from "./words";

/** So many lines; words find the others. */
const linesMost = 200;

/** The words that a mark is found by. */
function wordsOf(node: Node): string {
  return [node.id, node.label, node.label_latin ?? "", kindWord(node), node.site ?? ""].join("\n").toLowerCase();
}

export function chooseDialogue(options: {
  picture: Picture;
  selected: string[];
  select: (ids: string[]) => void;
}): void {
  const nodes = options.picture.nodes;
  const ticked = new Set(options.selected);
  const words = new Map(nodes.map((node) => [node.id, wordsOf(node)]));
  const held = new Set(nodes.map((node) => lookOf(node).id));
  const text = h("input", { type: "search", id: "choose-words", autocomplete: "off", spellcheck: "false", dir: "auto" });
  const kind = h("select", { id: "choose-kind" }, h("option", { value: "" }, t("all_roles")),
    ...allLooks().filter((look) => held.has(look.id)).map((look) => h("option", { value: look.id }, word(look.id))));
  const list = h("ul", { class: "choices" });
  const says = h("p", { role: "status" });
  const take = h("button", { type: "button", class: "main" });
  let fitting: Node[] = nodes;

  const count = () => {
    take.textContent = t("net_choose_take", { count: ticked.size });
  };
  const draw = () => {
    // Several words with a comma between them: each finds its own.
    const asked = text.value.toLowerCase().split(/[,;\n]/).map((one) => one.trim()).filter(Boolean);
    fitting = nodes.filter((node) => (!kind.value || lookOf(node).id === kind.value) &&
      (asked.length === 0 || asked.some((one) => words.get(node.id)!.includes(one))));
    replace(list, ...fitting.slice(0, linesMost).map((node) => {
      const box = h("input", { type: "checkbox", checked: ticked.has(node.id) });
      box.addEventListener("change", () => {
        if (box.checked) ticked.add(node.id);
        else ticked.delete(node.id);
        count();
      });
      return h("li", {}, h("label", {}, box, " ", h("span", { "aria-hidden": "true" }, `${lookOf(node).glyph} `),
        bothScripts(node.label, node.label_latin), h("span", { class: "soft" }, ` ${kindWord(node)}`)));
    }));
    says.textContent = t("shown_of", { shown: Math.min(linesMost, fitting.length), total: fitting.length });
    count();
  };
  const tick = (on: boolean) => {
    for (const node of fitting) {
      if (on) ticked.add(node.id);
      else ticked.delete(node.id);
    }
    draw();
  };
  const dialogue = openDialogue(t("net_choose_title"),
    h("form", { onsubmit: (event: Event) => {
      event.preventDefault();
      if (ticked.size === 0) tick(true);
      else take.click();
    } },
    h("div", { class: "row" }, h("label", { for: "choose-words" }, t("net_choose_words")), text,
      h("label", { for: "choose-kind" }, t("net_col_kind")), kind),
    h("p", { class: "soft" }, t("net_choose_hint")),
    h("div", { class: "row" },
      h("button", { type: "button", onclick: () => tick(true) }, t("net_choose_all")),
      h("button", { type: "button", onclick: () => tick(false) }, t("net_choose_none"))),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("net_nodes") }, list), says,
    h("div", { class: "buttons" }, take,
      h("button", { type: "button", onclick: () => dialogue.close() }, t("net_cancel")))));
  take.addEventListener("click", () => {
    dialogue.close();
    options.select(nodes.map((node) => node.id).filter((id) => ticked.has(id)));
  });
  text.addEventListener("input", draw);
  kind.addEventListener("change", draw);
  draw();
  text.focus();
}
