// The picture by Canvas 2D, for machines without WebGL: lines of one colour and width are one path.
import type { Edge, Node } from "../types";
import { type Drawing, edgeNear, type Pick, type Selection } from "./drawing";
import { lookOf, type Palette, radiusOf, readPalette, stretchOf } from "./marks";
import { Overlay } from "./overlay";
import { Sprites, stamp } from "./sprites";

export class CanvasDrawing implements Drawing {
  readonly name = "canvas";
  onpick: (pick: Pick) => void = () => undefined;
  private canvas = document.createElement("canvas");
  private context: CanvasRenderingContext2D;
  private overlay = new Overlay(true);
  private sprites: Sprites;
  private palette: Palette;
  private nodes: Node[] = [];
  private edges: Edge[] = [];
  private at = new Map<string, Node>();
  private selection: Selection = { nodes: [], edges: [], dim: false };
  private width = 1;
  private height = 1;
  private ratio = 1;
  /** Of the picture's plane: what lies in the middle, and how many pixels one unit is. */
  private middle = { x: 0, y: 0 };
  private stretch = 1;
  private scale = 0.3;
  private whole = 0.3;
  /** All is shown, as `fit` left it: then a new size shows all again. */
  private fitted = true;
  private asked = 0;
  private stop = new AbortController();

  constructor(private readonly container: HTMLElement) {
    this.palette = readPalette(container);
    this.overlay.setPalette(this.palette);
    this.sprites = new Sprites(this.palette, this.ratio);
    this.canvas.className = "stage";
    this.canvas.setAttribute("aria-hidden", "true");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true })!;
    container.append(this.canvas, this.overlay.canvas);
    this.watchPointer();
    this.resize();
  }

  place(id: string): { x: number; y: number; r: number } | null {
    const node = this.at.get(id);
    if (!node) return null;
    return {
      x: this.width / 2 + (node.x * this.stretch - this.middle.x) * this.scale,
      y: this.height / 2 - (node.y - this.middle.y) * this.scale,
      r: this.radius(node),
    };
  }

  private radius(node: Node): number {
    return radiusOf(node, this.nodes.length) * Math.min(4, Math.max(0.5, Math.sqrt(this.scale / this.whole)));
  }

  setGraph(nodes: Node[], edges: Edge[]): void {
    const first = this.nodes.length === 0;
    this.nodes = nodes;
    this.edges = edges;
    this.at = new Map(nodes.map((node) => [node.id, node]));
    this.overlay.setGraph(nodes, edges);
    if (first) this.fit();
    this.redraw();
  }

  setSelection(selection: Selection): void {
    this.selection = selection;
    this.overlay.setSelection(selection);
    this.redraw();
  }

  private redraw(): void {
    if (!this.asked) {
      this.asked = requestAnimationFrame(() => {
        this.asked = 0;
        this.draw();
      });
    }
  }

  /** Draws now; the benchmark calls it too. */
  draw(): void {
    const { context, width, height, scale, palette } = this;
    const wide = scale * this.stretch;
    const [left, top] = [width / 2 - this.middle.x * scale, height / 2 + this.middle.y * scale];
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const { dim } = this.selection;
    const near = this.overlay.near;
    const lines = new Map<string, Path2D[]>();
    let count = 0;
    for (const edge of this.edges) {
      const a = this.at.get(edge.a);
      const b = this.at.get(edge.b);
      if (!a || !b) continue;
      const [ax, ay, bx, by] = [left + a.x * wide, top - a.y * scale, left + b.x * wide, top - b.y * scale];
      if (Math.max(ax, bx) < 0 || Math.min(ax, bx) > width || Math.max(ay, by) < 0 || Math.min(ay, by) > height) continue;
      let paths = lines.get(edge.layer);
      if (!paths) lines.set(edge.layer, paths = [new Path2D()]);
      // One endless path is slower than some long ones.
      if (++count % 512 === 0) paths.push(new Path2D());
      const path = paths[paths.length - 1]!;
      path.moveTo(ax, ay);
      path.lineTo(bx, by);
    }
    context.lineWidth = 1 / this.ratio;
    for (const [layer, paths] of lines) {
      context.strokeStyle = dim ? palette.faintLine : palette.layer(layer);
      for (const path of paths) context.stroke(path);
    }
    for (const node of this.nodes) {
      const x = left + node.x * wide;
      const y = top - node.y * scale;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const faint = dim && !near.has(node.id);
      stamp(context, this.sprites.mark(lookOf(node).id, this.radius(node), { disc: true, faint }), x, y, this.ratio);
    }
    this.overlay.draw((id) => this.place(id), { glyphs: false });
  }

  private hit(x: number, y: number): string | null {
    for (let n = this.nodes.length - 1; n >= 0; n--) {
      const at = this.place(this.nodes[n]!.id)!;
      if (Math.hypot(at.x - x, at.y - y) <= Math.max(at.r, 6)) return this.nodes[n]!.id;
    }
    return null;
  }

  private watchPointer(): void {
    const { canvas } = this;
    const { signal } = this.stop;
    let from: { x: number; y: number; moved: boolean } | null = null;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    }, { signal });
    canvas.addEventListener("pointermove", (event) => {
      if (!from) return this.watchHover(event);
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.hypot(dx, dy) < 4) return;
      from = { x: event.clientX, y: event.clientY, moved: true };
      this.pan(-dx, -dy);
    }, { signal });
    canvas.addEventListener("pointerup", (event) => {
      const clicked = from && !from.moved;
      from = null;
      if (!clicked) return;
      const box = canvas.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const node = this.hit(x, y);
      this.onpick({
        node, more: event.ctrlKey || event.metaKey || event.shiftKey,
        edge: node ? null : edgeNear(this.edges, (id) => this.place(id), x, y),
      });
    }, { signal });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      this.zoomAt(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
    }, { signal, passive: false });
    canvas.addEventListener("dblclick", (event) => {
      const box = canvas.getBoundingClientRect();
      this.zoomAt(2, event.clientX - box.left, event.clientY - box.top);
    }, { signal });
  }

  private watchHover(event: PointerEvent): void {
    const box = this.canvas.getBoundingClientRect();
    const under = this.hit(event.clientX - box.left, event.clientY - box.top);
    if (under === this.overlay.hover) return;
    this.overlay.hover = under;
    this.canvas.classList.toggle("over", under !== null);
    this.overlay.draw((id) => this.place(id), { glyphs: false });
  }

  private zoomAt(factor: number, x: number, y: number): void {
    this.fitted = false;
    const next = Math.min(this.whole * 100, Math.max(this.whole / 4, this.scale * factor));
    const [dx, dy] = [x - this.width / 2, y - this.height / 2];
    this.middle.x += dx / this.scale - dx / next;
    this.middle.y -= dy / this.scale - dy / next;
    this.scale = next;
    this.redraw();
  }

  fit(ids?: string[]): void {
    const nodes = ids?.length ? ids.flatMap((id) => this.at.get(id) ?? []) : this.nodes;
    if (!nodes.length) return;
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    if (!ids?.length) this.stretch = stretchOf(this.width, this.height);
    for (const node of nodes) {
      const [x, y] = [node.x * this.stretch, node.y];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [low, high] = [Math.min(low, y), Math.max(high, y)];
    }
    this.middle = { x: (left + right) / 2, y: (low + high) / 2 };
    const scale = Math.min(
      (this.width - 80) / Math.max(right - left, 1), (this.height - 80) / Math.max(high - low, 1));
    this.fitted = !ids?.length;
    if (ids?.length) {
      this.scale = Math.min(this.whole * 12, Math.max(this.whole, scale * 0.75));
    } else {
      this.scale = this.whole = Math.max(0.001, Math.min(scale, 3));
    }
    this.redraw();
  }

  moveTo(id: string): void {
    const at = this.place(id);
    if (!at || (at.x > 40 && at.y > 40 && at.x < this.width - 40 && at.y < this.height - 40)) return;
    const node = this.at.get(id)!;
    this.fitted = false;
    this.middle = { x: node.x * this.stretch, y: node.y };
    this.redraw();
  }

  zoom(factor: number): void {
    this.zoomAt(factor, this.width / 2, this.height / 2);
  }

  pan(dx: number, dy: number): void {
    this.fitted = false;
    this.middle.x += dx / this.scale;
    this.middle.y -= dy / this.scale;
    this.redraw();
  }

  recolour(): void {
    this.palette = readPalette(this.container);
    this.overlay.setPalette(this.palette);
    this.sprites = new Sprites(this.palette, this.ratio);
    this.redraw();
  }

  resize(): void {
    this.width = Math.max(1, this.container.clientWidth);
    this.height = Math.max(1, this.container.clientHeight);
    this.ratio = Math.min(2, devicePixelRatio || 1);
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    this.sprites = new Sprites(this.palette, this.ratio);
    this.overlay.resize(this.width, this.height);
    if (this.fitted) this.fit();
    this.redraw();
  }

  destroy(): void {
    this.stop.abort();
    cancelAnimationFrame(this.asked);
    this.container.replaceChildren();
  }
}
