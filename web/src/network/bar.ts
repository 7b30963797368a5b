// What stands around the picture: its tools, what is shown of how much, what is selected, and the legend.
import { type Child, foreign, h, replace } from "../dom";
import { t, word } from "../i18n";
import type { Node } from "../types";
import type { Drawing } from "./drawing";
import type { Pointer } from "./lasso";
import { allLooks, labelOf, type Look, lookOf } from "./marks";
import type { Picture } from "./picture";
import { grouped } from "./words";

export const layerNames = ["call", "payment", "shared"] as const;
export type Layer = (typeof layerNames)[number];

export interface Actions {
  layers: (chosen: Layer[]) => void;
  expand: () => void;
  hide: () => void;
  hideOthers: () => void;
  undo: () => void;
  redo: () => void;
  showHidden: () => void;
  path: () => void;
  /** Folds the sites of what is selected, or all; opens them where they are folded. */
  fold: () => void;
  invert: () => void;
  choose: () => void;
  inspect: () => void;
  why: () => void;
  pointer: (pointer: Pointer) => void;
  fit: () => void;
  zoom: (factor: number) => void;
  table: (on: boolean) => void;
  pick: (ids: string[]) => void;
  unselect: (id: string) => void;
  startAnew: () => void;
}

/** The sites of what is selected; nothing selected: all of them. */
export function sitesMeant(picture: Picture, selected: string[]): string[] {
  if (selected.length === 0) return picture.siteIds;
  return [...new Set(selected.flatMap((id) => picture.siteOf(id) ?? []))].filter((id) => picture.has(id));
}

export interface Bar {
  element: HTMLElement;
  draw: (now: { picture: Picture; selected: string[]; table: boolean; layers: ReadonlySet<Layer>; seed: string }) => void;
}

function tool(words: string, act: () => void, keys: string, face: string = words): HTMLButtonElement {
  return h("button", {
    type: "button", onclick: act, title: `${words} (${keys.replace("Control", "Ctrl")})`, "aria-keyshortcuts": keys,
    "aria-label": face === words ? null : words,
  }, face);
}

const pointers = ["move", "box", "lasso"] as const;

/** What moves the view and what a drag does, in the corner of the picture. */
export function zoomTools(actions: Actions): HTMLElement {
  const modes = pointers.map((pointer) => h("button", {
    type: "button", "aria-pressed": String(pointer === "move"), title: t(`net_pointer_${pointer}`),
    onclick: () => {
      actions.pointer(pointer);
      modes.forEach((one, n) => one.setAttribute("aria-pressed", String(pointers[n] === pointer)));
    },
  }, t(`net_mode_${pointer}`)));
  return h("div", { class: "zoom" },
    h("div", { class: "modes", role: "group", "aria-label": t("net_pointer") }, ...modes),
    tool(t("net_fit"), actions.fit, "F"),
    tool(t("net_zoom_in"), () => actions.zoom(1.4), "+", "+"),
    tool(t("net_zoom_out"), () => actions.zoom(0.7), "-", "−"));
}

export function toolbar(actions: Actions): Bar {
  const boxes = layerNames.map((layer) => {
    const box = h("input", { type: "checkbox", id: `layer-${layer}`, value: layer });
    box.addEventListener("change", () =>
      actions.layers(boxes.filter((one) => one.box.checked).map((one) => one.layer)));
    return { layer, box };
  });
  const expand = tool(t("net_expand"), actions.expand, "E");
  const hide = tool(t("net_hide"), actions.hide, "Delete");
  const others = tool(t("net_hide_others"), actions.hideOthers, "Shift+Delete");
  const fold = tool(t("net_fold"), actions.fold, "C");
  const choose = tool(t("net_choose"), actions.choose, "L");
  const invert = tool(t("net_invert"), actions.invert, "Control+I");
  const why = tool(t("why"), actions.why, "W");
  const undo = tool(t("net_undo"), actions.undo, "Control+Z", "↶");
  const redo = tool(t("net_redo"), actions.redo, "Control+Y", "↷");
  const path = tool(t("net_path"), actions.path, "P");
  const asPicture = tool(t("net_picture"), () => actions.table(false), "T");
  const asTable = tool(t("net_table"), () => actions.table(true), "T");
  const hidden = h("button", { type: "button", class: "chip", onclick: actions.showHidden });
  const shown = h("span", { class: "shown", role: "status" });
  const element = h("div", { class: "bar" },
    h("div", { class: "tools", role: "group", "aria-label": t("net_toolbar") },
      h("fieldset", {}, h("legend", { class: "sr" }, t("net_layers")),
        ...boxes.map(({ layer, box }) => h("span", { class: "layer" }, box,
          h("label", { for: `layer-${layer}` }, h("span", { class: `line ${layer}`, "aria-hidden": "true" }), word(layer))))),
      h("span", { class: "group" }, choose, invert), h("span", { class: "group" }, expand, path, why, hide, others, fold),
      h("span", { class: "group" }, undo, redo),
      h("span", { class: "group switch" }, asPicture, asTable)),
    h("p", { class: "told" }, shown, hidden));
  return {
    element,
    draw: ({ picture, selected, table, layers, seed }) => {
      for (const { layer, box } of boxes) box.checked = layers.has(layer);
      expand.disabled = selected.length !== 1;
      path.disabled = selected.length !== 2;
      path.title = selected.length === 2 ? `${t("net_path")} (P)` : t("net_path_needs");
      hide.disabled = others.disabled = why.disabled = selected.length === 0;
      const sites = sitesMeant(picture, selected);
      fold.hidden = picture.siteIds.length === 0;
      fold.disabled = sites.length === 0;
      fold.textContent = t(sites.length > 0 && sites.every((id) => picture.isFolded(id)) ? "net_unfold" : "net_fold");
      fold.title = `${fold.textContent} (C)`;
      undo.disabled = !picture.canUndo;
      redo.disabled = !picture.canRedo;
      asPicture.setAttribute("aria-pressed", String(!table));
      asTable.setAttribute("aria-pressed", String(table));
      hidden.hidden = picture.hiddenCount === 0;
      hidden.textContent = t("net_hidden", { count: picture.hiddenCount });
      const [nodes, edges] = [picture.nodes.length, picture.edges.length];
      replace(shown,
        seed ? h("span", { class: "from" }, t("net_started_from", { what: "\u2068" + seed + "\u2069" }), " ",
          h("button", { type: "button", class: "plain", onclick: actions.startAnew }, t("net_start_anew")), " ") : null,
        t("net_shown", {
          nodes: grouped(nodes), edges: grouped(edges),
          nodes_total: grouped(Math.max(nodes, picture.total.nodes)),
          edges_total: grouped(Math.max(edges, picture.total.edges)),
        }), " ", picture.omitted ? foreign(picture.omitted) : null);
    },
  };
}

const chipsMost = 8;

/** The list of what is selected; each can be taken out again. */
export function selectionList(actions: Actions): { element: HTMLElement; draw: (picture: Picture, ids: string[]) => void } {
  const element = h("p", { class: "selection" });
  return {
    element,
    draw: (picture, ids) => {
      const nodes = ids.flatMap((id) => picture.node(id) ?? []);
      if (!nodes.length) return replace(element, h("span", { class: "soft" }, t("net_how")));
      const chip = (node: Node): Child => h("span", { class: "chip" },
        h("button", { type: "button", class: "plain", onclick: () => actions.pick([node.id]) }, foreign(labelOf(node))),
        h("button", {
          type: "button", class: "plain out", "aria-label": t("net_unselect", { what: node.label }),
          onclick: () => actions.unselect(node.id),
        }, "×"));
      replace(element, h("span", { class: "soft" }, t("net_selected")), ...nodes.slice(0, chipsMost).map(chip),
        nodes.length > chipsMost ? h("span", {}, t("net_all_selected", { count: nodes.length })) : null,
        h("button", { type: "button", onclick: () => actions.pick([]) }, t("net_clear")));
    },
  };
}

/** The legend of what the picture holds; each entry selects all marks of its kind. */
export function legend(actions: Actions): { element: HTMLElement; draw: (picture: Picture) => void } {
  const list = h("ul");
  const element = h("section", { class: "legend", "aria-label": t("net_legend") }, list);
  return {
    element,
    draw: (picture) => {
      const held = new Map<string, { look: Look; ids: string[] }>();
      for (const node of picture.nodes) {
        const look = lookOf(node);
        const one = held.get(look.id) ?? { look, ids: [] };
        one.ids.push(node.id);
        held.set(look.id, one);
      }
      replace(list,
        ...allLooks().flatMap((look) => {
          const one = held.get(look.id);
          if (!one) return [];
          const words = word(look.id);
          return [h("li", {}, h("button", {
            type: "button", class: "plain",
            title: t("net_legend_select", { what: words }), onclick: () => actions.pick(one.ids),
          }, h("span", { class: `glyph ${look.colour.replace("--", "")}`, "aria-hidden": "true" }, look.glyph),
          ` ${words} `, h("span", { class: "soft" }, one.ids.length)))];
        }),
        ...[...layerNames, "site" as const].filter((layer) => picture.edges.some((edge) => edge.layer === layer)).map((layer) =>
          h("li", { class: "of-lines" }, h("span", { class: `line ${layer}`, "aria-hidden": "true" }), ` ${layer === "site" ? t("net_counted") : word(layer)}`)));
    },
  };
}

export function rendererNote(drawing: Drawing | null, wanted: boolean): string {
  if (!drawing) return "";
  return drawing.name === "webgl" ? t("net_webgl") : wanted ? t("net_canvas") : t("net_canvas_no_webgl");
}
