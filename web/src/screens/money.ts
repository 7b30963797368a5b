// Money: where did it go? By hop, step by step, the rules side by side, and where it stops.
import { get } from "../api";
import { foreign, grouped, h, replace } from "../dom";
import { t } from "../i18n";
import { reconcileLine } from "../money/reconcile";
import { drawSankey } from "../money/sankey";
import { accountsTable, linkRecords, placesTable, stepsTable, stopsTable } from "../money/tables";
import { arrived, emptyState, fail, isAbort, number, openRecords, waiting } from "../parts";
import type { MountedScreen, Screen } from "../screen";
import { getState, go, type State } from "../state";
import type { Amount, Flows, Grounded, MoneyScreen } from "../types";
import "./money.css";

const views = ["flows", "steps", "places", "stops", "accounts"] as const;
type View = (typeof views)[number];

export const money: Screen = {
  mount(container: HTMLElement): MountedScreen {
    let asked: AbortController | null = null;
    let answer: MoneyScreen | null = null;
    let flows: Flows | null = null;
    const head = h("div", { class: "money-head" });
    const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("screen_money") });
    const body = h("div", { class: "money-body", role: "tabpanel", id: "money-panel", tabindex: "-1" });
    const viewOf = (state: State): View => views.find((view) => view === state.view) ?? (state.role ? "accounts" : "flows");
    const currencyOf = (state: State): string =>
      answer?.currencies.find((one) => one.currency === state.currency)?.currency ?? answer?.currencies[0]?.currency ?? "";

    const drawHead = (state: State) => {
      const currency = currencyOf(state);
      const totals = answer?.currencies.find((one) => one.currency === currency);
      if (!answer || !totals) return;
      const { grounds } = totals.totals;
      const figure = (label: string, amount: Amount | null, ground: Grounded | null = null) =>
        h("div", {}, h("dt", {}, label), h("dd", {}, amount
          ? number(amount.text, ground, { title: `${label}: ${amount.text}` }) : "–"));
      replace(head,
        h("h1", {}, t("money_title")),
        h("div", { class: "row", role: "group", "aria-label": t("currency") },
          ...answer.currencies.map((one) => h("button", {
            type: "button", "aria-pressed": String(one.currency === currency),
            onclick: () => go({ currency: one.currency }) }, one.currency)),
          h("span", { class: "soft" }, t("rules_used", { rules: totals.rules.join(", ") }))),
        h("dl", { class: "figures" }, figure(t("reported"), totals.totals.reported, grounds.reported),
          figure(t("traced"), totals.totals.traced, grounds.traced), figure(t("displaced"), totals.totals.displaced),
          figure(t("unplaced"), totals.totals.unplaced, grounds.unplaced)),
        reconcileLine(totals.totals.reconcile),
        ...answer.cut.map((cut) => h("p", { class: "omitted" },
          foreign(cut.text || `${cut.what}: ${t("shown_of", { shown: grouped(cut.shown), total: grouped(cut.total) })}`))));
    };
    const drawTabs = (state: State) => {
      const view = viewOf(state);
      replace(tabs, ...views.map((name) => h("button", {
        type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === view), "aria-controls": "money-panel",
        tabindex: name === view ? 0 : -1, onclick: () => go({ view: name }),
        onkeydown: (event: KeyboardEvent) => {
          const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          if (by === 0) return;
          event.preventDefault();
          const forward = document.documentElement.dir === "rtl" ? -by : by;
          const next = views[(views.indexOf(name) + forward + views.length) % views.length]!;
          go({ view: next });
          document.getElementById(`tab-${next}`)?.focus();
        },
      }, t(`tab_${name}`))));
      body.setAttribute("aria-labelledby", `tab-${view}`);
    };
    const drawBody = async (state: State) => {
      asked?.abort();
      const controller = new AbortController();
      asked = controller;
      const { signal } = controller;
      const currency = currencyOf(state);
      const view = viewOf(state);
      waiting(body);
      try {
        if (view !== "flows") {
          const table = await (view === "steps" ? stepsTable(state, currency, signal)
            : view === "places" ? placesTable(currency, signal) : view === "stops" ? stopsTable(currency, signal)
            : accountsTable(state, currency, signal));
          arrived(body, table);
          return;
        }
        flows = await get<Flows>("money/flows", { currency }, { signal });
        const found = flows;
        if (found.links.length === 0) return arrived(body, emptyState(t("no_flows")));
        const picture = h("div", { class: "picture" });
        arrived(body, picture, h("p", { class: "hint" }, t("flows_note")), reconcileLine(found.reconcile));
        drawSankey(picture, found, (link) =>
          openRecords(link.text, linkRecords(link), "field=amount"));
      } catch (error) {
        if (!isAbort(error)) fail(body, error, () => void drawBody(getState()));
      }
    };
    const draw = async (state: State) => {
      waiting(container);
      try {
        answer = await get<MoneyScreen>("money");
        if (answer.currencies.length === 0) {
          arrived(container, emptyState(t("no_money")));
          return;
        }
        arrived(container, head, tabs, body);
        drawHead(state);
        drawTabs(state);
        await drawBody(state);
      } catch (error) {
        if (!isAbort(error)) fail(container, error, () => void draw(getState()));
      }
    };
    return {
      update(state, before) {
        if (!before) return void draw(state);
        const same = (["currency", "view", "role", "sel", "from", "to"] as const).every((key) => before[key] === state[key]);
        if (!answer || same) return;
        drawHead(state);
        drawTabs(state);
        void drawBody(state);
      },
      unmount: () => asked?.abort(),
    };
  },
};
