// Expand: first it says what would come, then it comes.
import { get } from "../api";
import { foreign, h, replace } from "../dom";
import { t, word } from "../i18n";
import { arrived, failed, isAbort, waiting } from "../parts";
import type { Neighbours, Node } from "../types";
import { openDialogue } from "./dialogue";
import { labelOf } from "./marks";
import { marksMost, type Picture } from "./picture";

type Order = "amount" | "events" | "time";
const orders: Order[] = ["amount", "events", "time"];
const limits = [10, 25, 50, 100, 250];
/** More would make an address that is too long; marks that come twice are drawn once. */
const haveMost = 150;

/** The mark whose victims stand together in a group; null: it is no group. */
export function ofGroup(node: Node | undefined): string | null {
  return node?.kind === "group" ? node.of ?? null : null;
}

/** Calls `add` with what the analyst agreed to. */
export function expandDialogue(options: {
  node: Node;
  picture: Picture;
  params: Record<string, string>;
  add: (found: Neighbours) => void;
}): void {
  const { node, picture } = options;
  const of = ofGroup(node) ?? node.id;
  const room = Math.max(0, marksMost - picture.ids.length);
  const order = h("select", { id: "expand-order" }, ...orders.map((one) =>
    h("option", { value: one, selected: one === (node.money ? "amount" : "events") }, t(`net_by_${one}`))));
  const limit = h("select", { id: "expand-limit" }, ...limits.map((one) =>
    h("option", { value: one, selected: one === 25 }, one)));
  const says = h("div", { class: "says" });
  const add = h("button", { type: "button", class: "main", disabled: true }, t("net_add"));
  let found: Neighbours | null = null;
  /** An order or a limit was chosen: the focus stays there. */
  let touched = false;
  let asked: AbortController | null = null;

  const dialogue = openDialogue(t("net_expand_title", { label: labelOf(node) }),
    h("div", { class: "row" },
      h("label", { for: "expand-order" }, t("net_expand_order")), order,
      h("label", { for: "expand-limit" }, t("net_expand_limit")), limit),
    says,
    h("div", { class: "buttons" }, add,
      h("button", { type: "button", onclick: () => dialogue.close() }, t("net_cancel"))));
  dialogue.addEventListener("close", () => asked?.abort());

  const draw = (answer: Neighbours): void => {
    const words = t(`net_by_${order.value as Order}`);
    arrived(says,
      h("p", { role: "status" }, answer.total === 0 ? t("net_expand_all_here")
        : answer.shown < answer.total
          ? t("net_expand_says", { total: answer.total, shown: answer.shown, order: words })
          : t("net_expand_whole", { total: answer.total })),
      h("ul", { class: "layers" }, ...answer.by_layer.map((one) => h("li", {}, `${word(one.layer)}: `,
        foreign((one as { text?: string }).text ?? `${one.neighbours} (${one.events})`)))),
      room < answer.shown ? h("p", { class: "warn" }, t("net_expand_full", { most: marksMost })) : null,
      answer.rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("net_nodes") },
        h("table", {}, h("tbody", {}, ...answer.rows.map((row) => h("tr", {},
          h("th", { scope: "row" }, foreign(labelOf(row.node))), h("td", {}, foreign(row.edge?.text ?? ""))))))) : null);
    add.disabled = answer.rows.length === 0 || room === 0;
    if (!add.disabled && !touched) add.focus();
  };
  const ask = async (): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const have = picture.neighbours(node.id).slice(0, haveMost).map((one) => one.node.id);
    waiting(says);
    try {
      found = await get<Neighbours>("graph/neighbours",
        { of, by: order.value, limit: limit.value, have: have.join(","), ...options.params },
        { signal: asked.signal });
      draw(found);
    } catch (error) {
      if (isAbort(error)) return;
      says.removeAttribute("aria-busy");
      says.classList.remove("stale");
      replace(says, failed(error, () => void ask()));
    }
  };
  for (const one of [order, limit]) {
    one.addEventListener("change", () => {
      touched = true;
      void ask();
    });
  }
  add.addEventListener("click", () => {
    dialogue.close();
    if (found) options.add(found);
  });
  void ask();
}
