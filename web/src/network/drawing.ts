// What a renderer of the picture must do. Two keep it: WebGL by sigma, and Canvas 2D where there is no WebGL.
import type { Edge, Node } from "../types";

export interface Selection {
  /** Selected marks; the first is the one that the inspector shows. */
  nodes: string[];
  /** Lines that stand out: a path that was found, or the line that is open. */
  edges: string[];
  /** True: all that neither is selected nor touches it is drawn faint. */
  dim: boolean;
}

export interface Pick {
  node: string | null;
  edge: string | null;
  /** Shift or Ctrl was down: add to the selection. */
  more: boolean;
}

export interface Drawing {
  readonly name: "webgl" | "canvas";
  setGraph(nodes: Node[], edges: Edge[]): void;
  setSelection(selection: Selection): void;
  /** Shows all, or these. */
  fit(ids?: string[]): void;
  /** Brings a mark into view, if it is not in it already. */
  moveTo(id: string): void;
  /** Where a mark stands on the screen, from the corner of the container; null: it is not drawn. */
  place(id: string): { x: number; y: number; r: number } | null;
  zoom(factor: number): void;
  pan(dx: number, dy: number): void;
  onpick: (pick: Pick) => void;
  /** Reads the colours again. */
  recolour(): void;
  /** The size of the container changed. */
  resize(): void;
  destroy(): void;
}

/** WebGL by hardware. By software it is slower than Canvas 2D, as remote desktops have it. */
export function hasWebgl(): boolean {
  try {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    if (!context) return false;
    const told = context.getExtension("WEBGL_debug_renderer_info");
    const by = told ? String(context.getParameter(told.UNMASKED_RENDERER_WEBGL)) : "";
    context.getExtension("WEBGL_lose_context")?.loseContext();
    return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(by);
  } catch {
    return false;
  }
}

export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** How far a point is from a line between two others. */
export function distanceToLine(
  px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return Math.hypot(px - (ax + along * dx), py - (ay + along * dy));
}

/** The line nearest to a point of the screen, within 5 pixels. */
export function edgeNear(
  edges: Edge[], place: (id: string) => { x: number; y: number } | null, px: number, py: number): string | null {
  let best: string | null = null;
  let least = 5;
  for (const edge of edges) {
    const a = place(edge.a);
    const b = place(edge.b);
    if (!a || !b) continue;
    const far = distanceToLine(px, py, a.x, a.y, b.x, b.y);
    if (far < least) [least, best] = [far, edge.id];
  }
  return best;
}
