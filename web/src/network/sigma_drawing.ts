// The picture by WebGL: sigma with its lines and points, which are the fastest of its programs.
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import type { Edge, Node } from "../types";
import { type Drawing, edgeNear, hasWebgl, type Pick, type Selection, still } from "./drawing";
import { lookOf, type Palette, radiusOf, readPalette, stretchOf } from "./marks";
import { Overlay } from "./overlay";

interface MarkLooks {
  x: number;
  y: number;
  size: number;
  color: string;
}
interface LineLooks {
  size: number;
  color: string;
}

export class SigmaDrawing implements Drawing {
  readonly name = "webgl";
  onpick: (pick: Pick) => void = () => undefined;
  private graph = new MultiGraph<MarkLooks, LineLooks>();
  private sigma: Sigma<MarkLooks, LineLooks>;
  private overlay = new Overlay(!hasWebgl());
  private palette: Palette;
  private nodes: Node[] = [];
  private edges: Edge[] = [];
  private stretch = 1;
  private selection: Selection = { nodes: [], edges: [], dim: false };

  constructor(private readonly container: HTMLElement) {
    this.palette = readPalette(container);
    this.overlay.setPalette(this.palette);
    const stage = document.createElement("div");
    stage.className = "stage";
    container.append(stage, this.overlay.canvas);
    this.sigma = new Sigma<MarkLooks, LineLooks>(this.graph, stage, {
      allowInvalidContainer: true,
      defaultNodeType: "point",
      defaultEdgeType: "line",
      nodeProgramClasses: { point: NodePointProgram },
      edgeProgramClasses: { line: EdgeLineProgram },
      nodeHoverProgramClasses: { point: NodePointProgram },
      renderLabels: false,
      renderEdgeLabels: false,
      defaultDrawNodeHover: () => undefined,
      stagePadding: 40,
      minCameraRatio: 0.01,
      maxCameraRatio: 4,
      zIndex: true,
      nodeReducer: (id, data) => this.overlay.selection.dim && !this.overlay.near.has(id)
        ? { ...data, color: this.palette.faint } : { ...data, zIndex: 1 },
      edgeReducer: (_, data) => this.overlay.selection.dim
        ? { ...data, color: this.palette.faintLine } : data,
    });
    const under = (id: string | null) => {
      this.overlay.hover = id;
      stage.classList.toggle("over", id !== null);
      this.drawOver();
    };
    this.sigma.on("enterNode", ({ node }) => under(node));
    this.sigma.on("leaveNode", () => under(null));
    this.sigma.on("afterRender", () => this.drawOver());
    const more = (event: MouseEvent | TouchEvent) => event.ctrlKey || event.metaKey || event.shiftKey;
    this.sigma.on("clickNode", ({ node, event }) =>
      this.onpick({ node, edge: null, more: more(event.original) }));
    this.sigma.on("clickStage", ({ event }) =>
      this.onpick({
        node: null, more: more(event.original),
        edge: edgeNear(this.edges, (id) => this.place(id), event.x, event.y),
      }));
    this.sigma.on("doubleClickNode", ({ preventSigmaDefault }) => preventSigmaDefault());
    this.resize();
  }

  place(id: string): { x: number; y: number; r: number } | null {
    const data = this.graph.hasNode(id) ? this.sigma.getNodeDisplayData(id) : undefined;
    if (!data) return null;
    return { ...this.sigma.framedGraphToViewport(data), r: this.sigma.scaleSize(data.size) };
  }

  private drawOver(): void {
    this.overlay.draw((id) => this.place(id));
  }

  setGraph(nodes: Node[], edges: Edge[]): void {
    const first = this.nodes.length === 0;
    this.nodes = nodes;
    this.edges = edges;
    this.overlay.setGraph(nodes, edges);
    this.graph.clear();
    for (const node of nodes) {
      this.graph.addNode(node.id, {
        x: node.x * this.stretch, y: node.y, size: radiusOf(node, nodes.length), color: this.palette.look(lookOf(node).id),
      });
    }
    for (const edge of edges) {
      this.graph.addEdgeWithKey(edge.id, edge.a, edge.b, {
        size: Math.max(0.8, 0.5 * edge.weight), color: this.palette.layer(edge.layer),
      });
    }
    if (first) this.fit();
    else this.sigma.refresh();
  }

  setSelection(selection: Selection): void {
    this.selection = selection;
    this.overlay.setSelection(selection);
    this.sigma.refresh();
  }

  fit(ids?: string[]): void {
    const camera = this.sigma.getCamera();
    if (!ids?.length) {
      const { width, height } = this.sigma.getDimensions();
      this.stretch = stretchOf(width, height);
      for (const node of this.nodes) this.graph.setNodeAttribute(node.id, "x", node.x * this.stretch);
      this.sigma.setCustomBBox(null);
      this.sigma.refresh();
      this.sigma.setCustomBBox(this.sigma.getBBox());
      this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
      return;
    }
    const places = ids.flatMap((id) => {
      const data = this.graph.hasNode(id) ? this.sigma.getNodeDisplayData(id) : undefined;
      return data ? [data] : [];
    });
    if (!places.length) return;
    const [xs, ys] = [places.map((one) => one.x), places.map((one) => one.y)];
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    this.move({
      x: (left + right) / 2, y: (low + high) / 2, angle: camera.angle,
      ratio: Math.min(1, Math.max(0.08, 1.5 * Math.max(right - left, high - low))),
    });
  }

  private move(state: { x: number; y: number; ratio: number; angle: number }): void {
    const camera = this.sigma.getCamera();
    if (still()) camera.setState(state);
    else void camera.animate(state, { duration: 250 });
  }

  moveTo(id: string): void {
    const at = this.place(id);
    if (!at) return;
    const { width, height } = this.sigma.getDimensions();
    if (at.x > 40 && at.y > 40 && at.x < width - 40 && at.y < height - 40) return;
    const data = this.sigma.getNodeDisplayData(id)!;
    this.move({ ...this.sigma.getCamera().getState(), x: data.x, y: data.y });
  }

  zoom(factor: number): void {
    const state = this.sigma.getCamera().getState();
    this.move({ ...state, ratio: Math.min(4, Math.max(0.01, state.ratio / factor)) });
  }

  pan(dx: number, dy: number): void {
    const state = this.sigma.getCamera().getState();
    const { width, height } = this.sigma.getDimensions();
    const side = Math.min(width, height) || 1;
    this.sigma.getCamera().setState({ x: state.x + dx * state.ratio / side, y: state.y - dy * state.ratio / side });
  }

  recolour(): void {
    this.palette = readPalette(this.container);
    this.overlay.setPalette(this.palette);
    this.setGraph(this.nodes, this.edges);
    this.setSelection(this.selection);
  }

  resize(): void {
    this.sigma.resize(true);
    const { width, height } = this.sigma.getDimensions();
    this.overlay.resize(width, height);
    this.sigma.refresh();
  }

  destroy(): void {
    this.sigma.kill();
    this.container.replaceChildren();
  }
}
