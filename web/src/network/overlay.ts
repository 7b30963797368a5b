// What lies over the marks and lines of either renderer: glyphs, the selection, its lines with arrows, labels.
import type { Edge, Node } from "../types";
import type { Selection } from "./drawing";
import { labelOf, lookOf, type Palette } from "./marks";
import { Sprites, stamp } from "./sprites";

export type Place = (id: string) => { x: number; y: number; r: number } | null;

const labelsMost = 140;
/** Marks smaller than this on the screen have no label, until one comes nearer. */
const leastForLabel = 6;

export class Overlay {
  readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D;
  private sprites: Sprites | null = null;
  private nodes: Node[] = [];
  private edges: Edge[] = [];
  private byId = new Map<string, Node>();
  private palette: Palette | null = null;
  private width = 1;
  private height = 1;
  private ratio = 1;
  /** Lines that stand out, and boxes that labels already take. */
  private lines: Edge[] = [];
  private boxes = new Boxes();
  private widths = new Map<string, number>();
  selection: Selection = { nodes: [], edges: [], dim: false };
  /** Marks that the selection touches. */
  near = new Set<string>();
  /** The mark under the pointer. */
  hover: string | null = null;

  /** By software where the renderer below is drawn by software too: that is quicker than to copy. */
  constructor(software: boolean) {
    this.context = this.canvas.getContext("2d", { willReadFrequently: software })!;
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  setGraph(nodes: Node[], edges: Edge[]): void {
    const isSite = (node: Node) => Number(node.kind === "site");
    this.nodes = [...nodes].sort((a, b) => isSite(b) - isSite(a) || b.size - a.size || b.degree - a.degree || (a.id < b.id ? -1 : 1));
    this.edges = edges;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.setSelection(this.selection);
  }

  setSelection(selection: Selection): void {
    this.selection = selection;
    const chosen = new Set(selection.nodes);
    const open = new Set(selection.edges);
    this.lines = this.edges.filter((edge) =>
      open.size ? open.has(edge.id) : chosen.has(edge.a) || chosen.has(edge.b));
    this.near = new Set([...chosen, ...this.lines.flatMap((edge) => [edge.a, edge.b])]);
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.sprites = new Sprites(palette, this.ratio);
  }

  resize(width: number, height: number): void {
    this.ratio = Math.min(2, devicePixelRatio || 1);
    if (this.palette) this.sprites = new Sprites(this.palette, this.ratio);
    this.width = width;
    this.height = height;
    this.canvas.width = Math.max(1, Math.round(width * this.ratio));
    this.canvas.height = Math.max(1, Math.round(height * this.ratio));
  }

  draw(place: Place, options: { glyphs: boolean } = { glyphs: true }): void {
    const { context, palette } = this;
    if (!palette) return;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.boxes.clear();
    this.drawLines(place, palette);
    if (options.glyphs) this.drawGlyphs(place);
    this.drawRings(place, palette);
    this.drawLabels(place, palette);
  }

  private inside(at: { x: number; y: number }): boolean {
    return at.x > -20 && at.y > -20 && at.x < this.width + 20 && at.y < this.height + 20;
  }

  private drawGlyphs(place: Place): void {
    // Sites last: they stand above the numbers round them.
    for (const node of [...this.nodes].reverse()) {
      if (node.is_victim || (this.selection.dim && !this.near.has(node.id))) continue;
      const at = place(node.id);
      if (!at || at.r < 4 || !this.inside(at)) continue;
      const sprite = this.sprites?.mark(lookOf(node).id, at.r, { disc: false, faint: false });
      if (sprite) stamp(this.context, sprite, at.x, at.y, this.ratio);
    }
  }

  private drawLines(place: Place, palette: Palette): void {
    const { lines } = this;
    const words: { x: number; y: number; text: string }[] = [];
    for (const edge of lines) {
      const a = place(edge.a);
      const b = place(edge.b);
      if (!a || !b) continue;
      this.drawLine(a, b, edge, palette);
      if (edge.layer !== "site" && (lines.length <= 12 || this.selection.edges.length)) {
        words.push({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, text: edge.text });
      }
    }
    this.context.font = "11px system-ui, sans-serif";
    for (const one of words.slice(0, 30)) this.drawText(one.text, one.x, one.y, palette, "center", true);
  }

  private drawLine(
    a: { x: number; y: number; r: number }, b: { x: number; y: number; r: number }, edge: Edge,
    palette: Palette): void {
    const { context } = this;
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const [tx, ty] = [b.x - ux * (b.r + 2), b.y - uy * (b.r + 2)];
    context.strokeStyle = context.fillStyle = palette.layer(edge.layer);
    context.lineWidth = 0.8 + 0.7 * Math.min(5, edge.weight);
    context.setLineDash(edge.layer === "shared" ? [2, 4] : edge.layer === "call" ? [7, 3] : edge.layer === "site" ? [1, 2] : []);
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.lineTo(tx, ty);
    context.stroke();
    context.setLineDash([]);
    if (edge.layer === "shared" || edge.layer === "site" || length < a.r + b.r + 14) return;
    const size = 6 + edge.weight;
    context.beginPath();
    context.moveTo(tx, ty);
    context.lineTo(tx - ux * size - uy * size * 0.5, ty - uy * size + ux * size * 0.5);
    context.lineTo(tx - ux * size + uy * size * 0.5, ty - uy * size - ux * size * 0.5);
    context.fill();
  }

  private drawRings(place: Place, palette: Palette): void {
    const { context } = this;
    this.selection.nodes.forEach((id, rank) => {
      const at = place(id);
      if (!at) return;
      context.strokeStyle = palette.ink;
      context.lineWidth = rank === 0 ? 3 : 2;
      context.setLineDash(rank === 0 ? [] : [4, 3]);
      context.beginPath();
      context.arc(at.x, at.y, at.r + 4, 0, 2 * Math.PI);
      context.stroke();
    });
    context.setLineDash([]);
  }

  private drawLabels(place: Place, palette: Palette): void {
    const { context } = this;
    context.font = "12px system-ui, sans-serif";
    const many = this.nodes.length > 60;
    const write = (node: Node, always: boolean): boolean => {
      const at = place(node.id);
      if (!at || !this.inside(at)) return false;
      if (!always && many && at.r < leastForLabel && !this.near.has(node.id)) return false;
      return this.drawText(labelOf(node), at.x + at.r + 4, at.y, palette, "left", always);
    };
    let written = 0;
    // Of many that are selected not all have room for a label.
    this.selection.nodes.slice(0, 40).forEach((id, rank) => {
      const node = this.byId.get(id);
      if (node && write(node, rank < 3)) written += 1;
    });
    const under = this.hover && this.byId.get(this.hover);
    const chosen = new Set(this.selection.nodes);
    if (under && !chosen.has(under.id)) write(under, true);
    for (const first of [true, false]) {
      for (const node of this.nodes) {
        if (written >= labelsMost) return;
        if (chosen.has(node.id) || node === under || this.near.has(node.id) !== first) continue;
        if (!first && this.selection.dim) continue;
        if (write(node, false)) written += 1;
      }
    }
  }

  /** False: another text stands there already. */
  private drawText(
    text: string, x: number, y: number, palette: Palette, align: "left" | "center", always: boolean): boolean {
    const { context } = this;
    const short = text.length > 34 ? `${text.slice(0, 33)}…` : text;
    const width = this.widthOf(short);
    const left = align === "left" ? x : x - width / 2;
    if (!this.boxes.take(left, y - 8, left + width, y + 8) && !always) return false;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = palette.paper;
    context.strokeText(short, x, y);
    context.fillStyle = palette.ink;
    context.fillText(short, x, y);
    context.textBaseline = "alphabetic";
    return true;
  }

  private widthOf(text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      width = this.context.measureText(text).width;
      this.widths.set(text, width);
    }
    return width;
  }
}

const side = 64;

/** Boxes that do not overlap, found by the squares of a grid. */
class Boxes {
  private squares = new Map<number, number[][]>();

  clear(): void {
    this.squares.clear();
  }

  /** Takes the place if it is free. */
  take(left: number, top: number, right: number, bottom: number): boolean {
    const held: number[][][] = [];
    for (let column = Math.floor(left / side); column <= Math.floor(right / side); column++) {
      for (let line = Math.floor(top / side); line <= Math.floor(bottom / side); line++) {
        const at = column * 4096 + line;
        let square = this.squares.get(at);
        if (!square) this.squares.set(at, square = []);
        if (square.some((one) => left < one[2]! && right > one[0]! && top < one[3]! && bottom > one[1]!)) return false;
        held.push(square);
      }
    }
    const box = [left, top, right, bottom];
    for (const square of held) square.push(box);
    return true;
  }
}
