// The network: who is tied to whom. The engine says where marks stand and what they mean; here they are drawn.
import "./network.css";
import { get } from "../api";
import { foreign, h, replace } from "../dom";
import { t } from "../i18n";
import { goToInspector } from "../inspector";
import { type Actions, type Layer, layerNames, legend, rendererNote, selectionList, sitesMeant, toolbar, zoomTools } from "../network/bar";
import { CanvasDrawing } from "../network/canvas_drawing";
import { chooseDialogue } from "../network/choose";
import { type Drawing, hasWebgl, type Pick } from "../network/drawing";
import { expandDialogue, ofGroup } from "../network/expand";
import { keyOn } from "../network/keys";
import { Lasso } from "../network/lasso";
import { whenThemeChanges } from "../network/marks";
import { pathDialogue, pathSteps } from "../network/path";
import { marksMost, Picture } from "../network/picture";
import { selectionOf, showOf } from "../network/selection";
import { SigmaDrawing } from "../network/sigma_drawing";
import { markChosen, twin } from "../network/tables";
import { edgeSentence, nodeSentence } from "../network/words";
import { emptyState, failed, isAbort, openRecords } from "../parts";
import type { MountedScreen, Screen } from "../screen";
import { getState, go, type State, windowOf } from "../state";
import type { Graph, Path } from "../types";

/** What outlives a change of the screen: the picture with what was done to it, and the selection. */
const kept = {
  picture: new Picture(),
  /** In the order of selecting; the state's `sel` is one of them. */
  selected: [] as string[],
  path: null as Path | null,
  layers: new Set<Layer>(layerNames),
  /** The question that the picture answers; empty: none yet. */
  question: "",
  seed: "",
};

function seedParams(seed: string): Record<string, string> {
  const found = /^(site|finding|lead):(.+)$/.exec(seed);
  if (found) return { [found[1]!]: found[2]! };
  return seed ? { seed } : {};
}

export function mountNetwork(container: HTMLElement): MountedScreen {
  const { picture } = kept;
  const wanted = new URLSearchParams(location.search).get("renderer");
  let drawing: Drawing | null = null;
  let asked: AbortController | null = null;
  let drawn: Picture | null = null;

  const params = (): Record<string, string> =>
    ({ ...windowOf(), ...(kept.layers.size < layerNames.length ? { layers: [...kept.layers].join(",") } : {}) });

  /** A group is told by the mark that it hangs on. */
  const meant = (id: string): string => ofGroup(picture.node(id)) ?? id;
  const shown = (ids: string[]): string => showOf(ids.length === 1 ? ids.map(meant) : ids);
  /** Selects these; the last is the one that the other screens take for selected. */
  const select = (ids: string[]): void => {
    kept.selected = ids;
    kept.path = null;
    const sel = ids.at(-1) ?? "";
    const before = getState();
    const show = shown(ids);
    if (before.sel === sel && before.show === show) drawSelection(before);
    else go({ sel, show });
  };
  const changed = (ids: string[]): void => {
    kept.selected = ids.filter((id) => picture.has(id));
    draw(getState());
  };
  const undo = () => picture.undo() && changed(kept.selected);
  const redo = () => picture.redo() && changed(kept.selected);
  const actions: Actions = {
    layers: (chosen) => {
      kept.layers = new Set(chosen);
      void read(getState(), true);
    },
    expand: () => {
      const node = picture.node(kept.selected.at(-1) ?? "");
      if (!node) return;
      if (node.kind === "site") {
        if (picture.isFolded(node.id)) return actions.fold();
        replace(notice, h("span", {}, t("net_site_expand")), h("button", {
          type: "button", onclick: () => go({ seed: node.id }),
        }, `${t("net_from_here")}: ${node.label}`));
        return;
      }
      expandDialogue({
        node, picture, params: params(),
        add: (found) => {
          const fresh = found.rows.map((row) => row.node.id).filter((id) => !picture.has(id));
          const left = picture.addNeighbours(node, found);
          draw(getState());
          drawing?.fit([node.id, ...fresh]);
          if (left) replace(notice, t("net_no_room", { left, most: marksMost }));
        },
      });
    },
    hide: () => {
      if (picture.hide(kept.selected)) select([]), draw(getState());
    },
    hideOthers: () => {
      if (kept.selected.length && picture.hideOthers(kept.selected)) draw(getState());
    },
    undo, redo,
    showHidden: () => {
      picture.showAll();
      draw(getState());
    },
    path: () => {
      const [from, to] = kept.selected.map((id) => picture.node(id));
      if (kept.selected.length !== 2 || !from || !to) {
        replace(notice, t("net_path_needs"));
        return;
      }
      if ([from, to].some((node) => node.kind === "site" || node.kind === "group")) {
        replace(notice, t("net_path_ends"));
        return;
      }
      pathDialogue({ from, to, params: params(), found: (path) => {
        picture.addPath(path);
        kept.path = path;
        draw(getState());
        drawing?.fit(path.nodes.map((node) => node.id));
      } });
    },
    fold: () => {
      const sites = sitesMeant(picture, kept.selected);
      if (!sites.length) return;
      const on = !sites.every((id) => picture.isFolded(id));
      picture.fold(sites, on);
      const left = kept.selected.filter((id) => picture.has(id));
      // Who selected a number of a site goes on with the site that now stands for it.
      if (left.length < kept.selected.length) select(left.length ? left : sites.slice(0, 1));
      changed(kept.selected);
    },
    invert: () => {
      const held = new Set(kept.selected);
      select(picture.nodes.map((node) => node.id).filter((id) => !held.has(id)));
    },
    choose: () => chooseDialogue({ picture, selected: kept.selected, select }),
    inspect: () => {
      if (kept.selected.length) go({ show: shown(kept.selected) });
      void goToInspector();
    },
    why: () => {
      // A line that lies open has its records there already.
      if (kept.selected.length && !getState().show.startsWith("edge:")) go({ show: showOf(kept.selected.map(meant), true) });
      void goToInspector();
    },
    pointer: (pointer) => {
      lasso.pointer = pointer;
      stage.classList.toggle("draws", pointer !== "move");
    },
    fit: () => drawing?.fit(),
    zoom: (factor) => drawing?.zoom(factor),
    table: (on) => go({ view: on ? "table" : "" }, { quietly: true }),
    pick: select,
    unselect: (id) => select(kept.selected.filter((one) => one !== id)),
    startAnew: () => go({ seed: "" }),
  };

  const bar = toolbar(actions);
  const chosen = selectionList(actions);
  const key = legend(actions);
  const notice = h("p", { class: "notice", role: "status" });
  const stage = h("div", { class: "drawing" });
  const over = h("div", { class: "over-picture" });
  const hint = h("p", { id: "network-hint", class: "sr" }, t("net_hint"));
  const live = h("span", { id: "network-live", "aria-live": "polite" });
  const renderer = h("span", { class: "renderer" });
  const canvas = h("div", {
    class: "picture", tabindex: "0", role: "application", "aria-label": t("net_label"),
    "aria-describedby": "network-hint network-live",
  }, stage);
  const lasso = new Lasso(canvas, {
    ids: () => picture.nodes.map((node) => node.id),
    place: () => drawing && ((id) => drawing!.place(id)),
    chosen: (ids, more) => {
      canvas.focus({ preventScroll: true });
      // A click with Ctrl or Shift takes out again what it meets a second time.
      const [one] = ids;
      if (more && ids.length === 1 && kept.selected.includes(one!)) select(kept.selected.filter((id) => id !== one));
      else if (more) select([...new Set([...kept.selected, ...ids])]);
      else if (ids.length || kept.selected.length) select(ids);
    },
  });
  const table = h("div", { class: "twin-place" });
  const steps = h("div");
  const middle = h("div", { class: "middle" }, h("div", { class: "picture-place" }, canvas, zoomTools(actions), over), table, key.element, steps);
  replace(container, h("div", { class: "network" }, h("h1", { class: "sr" }, t("screen_network")), bar.element,
    h("div", {}, chosen.element, notice), middle, h("p", { class: "told-now" }, live, renderer), hint));

  /** What a group or a folded site sums up has no list of events of its own: its records open. */
  const openEdge = (id: string): void => {
    const edge = picture.edge(id);
    if (edge && edge.layer !== "site" && [edge.a, edge.b].some((end) => /^(group|site):/.test(end)))
      openRecords(edgeSentence(edge, picture), edge, "");
    else go({ show: `edge:${id}` });
  };
  const onpick = (pick: Pick): void => {
    canvas.focus({ preventScroll: true });
    if (pick.edge) {
      openEdge(pick.edge);
    } else if (!pick.node) {
      if (!pick.more && kept.selected.length) select([]);
    } else if (!pick.more) {
      select([pick.node]);
    } else {
      select(kept.selected.includes(pick.node)
        ? kept.selected.filter((id) => id !== pick.node) : [...kept.selected, pick.node]);
    }
  };
  const begin = (): void => {
    if (drawing || !stage.clientWidth) return;
    try {
      drawing = wanted === "canvas" || (wanted !== "webgl" && !hasWebgl()) ? new CanvasDrawing(stage) : new SigmaDrawing(stage);
    } catch {
      stage.replaceChildren();
      drawing = new CanvasDrawing(stage);
    }
    drawing.onpick = onpick;
    renderer.textContent = rendererNote(drawing, wanted === "canvas");
  };

  const drawSelection = (state: State): void => {
    const open = state.show.startsWith("edge:") ? state.show.slice(5) : "";
    const edges = kept.path ? kept.path.edges.map((edge) => edge.id) : picture.edge(open) ? [open] : [];
    const nodes = [...kept.selected].reverse();
    drawing?.setSelection({ nodes, edges, dim: nodes.length > 0 || edges.length > 0 });
    chosen.draw(picture, kept.selected);
    bar.draw({ picture, selected: kept.selected, table: state.view === "table", layers: kept.layers, seed: state.seed });
    const node = picture.node(kept.selected.at(-1) ?? "");
    const edge = picture.edge(open);
    replace(live, h("span", {}, edge ? edgeSentence(edge, picture)
      : kept.selected.length > 1 ? t("net_all_selected", { count: kept.selected.length })
        : node ? nodeSentence(node, picture) : t("net_none_selected")));
    const label = (id: string) => picture.node(id)?.label ?? id;
    replace(steps, kept.path ? pathSteps(kept.path, label, () => {
      kept.path = null;
      drawSelection(getState());
    }) : null);
    replace(notice);
    if (state.sel && picture.ids.length && !picture.has(state.sel) && !picture.node(state.sel)) {
      replace(notice, h("span", {}, t("net_not_here", { what: "\u2068" + state.sel + "\u2069" })), h("button", {
        type: "button", onclick: () => go({ seed: state.sel }),
      }, t("net_from_here")));
    }
    if (state.view === "table") markChosen(table, chosenNow(state));
  };
  const chosenNow = (state: State) =>
    new Set([...kept.selected, ...(state.show.startsWith("edge:") ? [state.show.slice(5)] : [])]);
  const drawTable = (): void => {
    const held = chosenNow(getState());
    replace(table, twin(picture, {
      chosen: (id) => held.has(id),
      open: (id) => select([id]),
      openEdge,
    }));
  };
  const draw = (state: State): void => {
    const asTable = state.view === "table";
    middle.classList.toggle("as-table", asTable);
    table.hidden = !asTable;
    if (!asTable) begin();
    drawing?.setGraph(picture.nodes, picture.edges);
    drawn = picture;
    key.draw(picture);
    if (asTable) drawTable();
    if (picture.nodes.length) replace(over);
    else if (kept.question) {
      replace(over, emptyState(t(kept.layers.size < layerNames.length || state.from || state.to
        ? "net_empty_layers" : "net_empty")));
    }
    drawSelection(state);
  };

  const read = async (state: State, keep: boolean): Promise<void> => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const question = { ...seedParams(state.seed), ...params() };
    stage.classList.add("stale");
    canvas.setAttribute("aria-busy", "true");
    if (!picture.ids.length) replace(over, h("p", { class: "waiting", role: "status" }, t("loading")));
    const done = () => {
      stage.classList.remove("stale");
      canvas.removeAttribute("aria-busy");
    };
    try {
      const graph: Graph = kept.layers.size === 0
        ? { revision: "", nodes: [], edges: [], total: { nodes: 0, edges: 0 }, shown: { nodes: 0, edges: 0 },
          omitted_because: null, groups: [], sites: [] }
        : await get<Graph>("graph", { ...question, limit: marksMost }, {
          signal,
          whileLoading: (words) => replace(over, h("p", { class: "waiting", role: "status" },
            t("net_loading"), " ", foreign(words))),
        });
      done();
      if (keep) picture.startKeeping(graph);
      else picture.start(graph);
      kept.question = JSON.stringify(question);
      kept.seed = state.seed;
      kept.path = null;
      kept.selected = kept.selected.filter((id) => picture.has(id));
      if (state.sel && picture.has(state.sel) && !kept.selected.includes(state.sel)) {
        kept.selected = (selectionOf(state.show)?.ids ?? [state.sel]).filter((id) => picture.has(id));
      }
      draw(getState());
      if (!keep) drawing?.fit();
    } catch (error) {
      if (isAbort(error)) return;
      done();
      replace(over, failed(error, () => void read(getState(), keep)));
    }
  };

  const sizes = new ResizeObserver(() => {
    if (!stage.clientWidth) return;
    if (drawing) drawing.resize();
    else if (drawn && getState().view !== "table") draw(getState());
  });
  sizes.observe(canvas);
  const stopTheme = whenThemeChanges(() => drawing?.recolour());

  return {
    update(state, before) {
      const question = JSON.stringify({ ...seedParams(state.seed), ...params() });
      const listed = selectionOf(state.show);
      const isHeld = listed !== null && listed.total === kept.selected.length &&
        listed.ids.every((id, n) => kept.selected[n] === id || meant(kept.selected[n]!) === id);
      if (!state.sel) kept.selected = [];
      else if (listed) kept.selected = isHeld ? kept.selected : listed.ids.includes(state.sel) ? listed.ids : [state.sel];
      else if (!kept.selected.includes(state.sel) || before && before.sel !== state.sel && kept.selected.at(-1) !== state.sel)
        kept.selected = [state.sel];
      const again = before === null && drawn !== null;
      if (question !== kept.question || again) {
        void read(state, state.seed === kept.seed && kept.question !== "");
        if (kept.question) drawSelection(state);
        return;
      }
      if (!drawn || before?.view !== state.view) draw(state);
      else drawSelection(state);
      if (state.sel && before?.sel !== state.sel) drawing?.moveTo(state.sel);
    },
    key: (event) => keyOn(event, {
      actions, picture, select, selected: () => kept.selected, drawing: () => drawing,
      inPicture: () => canvas.contains(document.activeElement),
      inNetwork: () => document.activeElement === document.body || container.contains(document.activeElement),
      cancel: () => lasso.cancel(),
      table: () => getState().view === "table",
    }),
    unmount() {
      asked?.abort();
      sizes.disconnect();
      stopTheme();
      lasso.destroy();
      drawing?.destroy();
      drawing = null;
    },
  };
}

export const network: Screen = { mount: mountNetwork };
