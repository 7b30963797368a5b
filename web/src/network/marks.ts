// How a node looks: a glyph and a colour for each role or kind, so that colour never stands alone.
import type { Node } from "../types";

export interface Look {
  id: string;
  glyph: string;
  /** The CSS variable of its colour. */
  colour: string;
}

const look = (id: string, glyph: string, colour: string): Look => ({ id, glyph, colour: `--net-${colour}` });

/** In the order of the legend. */
const looks: Look[] = [
  look("victim", "●", "victim"),
  look("group", "⊕", "victim"),
  look("site", "⌂", "site"),
  look("desk", "▲", "desk"),
  look("operator", "▲", "desk"),
  look("beneficiary", "★", "owner"),
  look("mule", "◆", "mule"),
  look("collector", "◈", "mule"),
  look("cash_out", "▼", "exit"),
  look("exchange", "⬢", "exit"),
  look("shell", "■", "shell"),
  look("payroll", "€", "firm"),
  look("employer", "□", "firm"),
  look("supplier", "□", "firm"),
  look("merchant", "□", "firm"),
  look("number", "☎", "plain"),
  look("account", "◇", "account"),
  look("address", "@", "plain"),
  look("handset", "▯", "plain"),
  look("card", "▬", "account"),
  look("person", "☻", "owner"),
  look("company", "▣", "shell"),
  look("other", "○", "plain"),
];
const byId = new Map(looks.map((one) => [one.id, one]));
const other = byId.get("other")!;

export function lookOf(node: Node): Look {
  if (node.kind === "group" || node.kind === "site") return byId.get(node.kind)!;
  if (node.is_victim) return byId.get("victim")!;
  const role = node.role?.replaceAll("-", "_").replaceAll(" ", "_");
  return (role && byId.get(role)) || byId.get(node.kind) || other;
}

export function allLooks(): Look[] {
  return looks;
}

/** The label as the picture writes it. */
export function labelOf(node: Node): string {
  return `${lookOf(node).glyph} ${node.label}`;
}

/** Half the width of a mark in CSS pixels, for the sizes 1 to 5 that the engine gives; smaller among many. */
export function radiusOf(node: Node, among: number): number {
  const room = Math.min(1.1, Math.max(0.4, Math.sqrt(200 / Math.max(1, among))));
  return (3.2 + 1.9 * Math.min(5, Math.max(1, node.size)) + (node.kind === "site" ? 3 : 0)) * room;
}

/** The plane of the engine is a square; a picture may be wider than high. Distances mean nothing exact. */
export function stretchOf(width: number, height: number): number {
  return Math.min(2.2, Math.max(0.6, (width - 80) / Math.max(1, height - 80)));
}

export interface Palette {
  look(id: string): string;
  layer(layer: string): string;
  ink: string;
  paper: string;
  accent: string;
  faint: string;
  faintLine: string;
}

const layers = ["call", "payment", "shared", "site"];

/** The colours of the present theme, read from the style sheet once. */
export function readPalette(container: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  container.append(probe);
  const read = (name: string, otherwise: string): string => {
    probe.style.setProperty("color", `var(${name}, ${otherwise})`);
    return getComputedStyle(probe).color;
  };
  const lookColours = new Map(looks.map((one) => [one.id, read(one.colour, "#555")]));
  const layerColours = new Map(layers.map((one) => [one, read(`--net-layer-${one}`, "#888")]));
  const palette: Palette = {
    look: (id) => lookColours.get(id) ?? lookColours.get("other")!,
    layer: (layer) => layerColours.get(layer) ?? layerColours.get("call")!,
    ink: read("--ink", "#111"),
    paper: read("--paper", "#fff"),
    accent: read("--accent", "#06c"),
    faint: read("--net-faint", "#bbb"),
    faintLine: read("--net-faint-line", "#ddd"),
  };
  probe.remove();
  return palette;
}

/** Calls back when the theme has changed. */
export function whenThemeChanges(changed: () => void): () => void {
  addEventListener("themechange", changed);
  return () => removeEventListener("themechange", changed);
}
