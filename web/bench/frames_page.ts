// The page of the benchmark: random marks, drawn by one of three renderers, panned at every frame.
import "../src/style.css";
import "../src/screens/network.css";
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { CanvasDrawing } from "../src/network/canvas_drawing";
import { SigmaDrawing } from "../src/network/sigma_drawing";
import type { Edge, Node } from "../src/types";

type Renderer = "lines_and_points" | "canvas" | "sigma_default";

/** Park and Miller's generator: the same marks in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const roles = ["desk", "mule", "collector", "exchange", null];
const layers: Edge["layer"][] = ["call", "payment", "shared"];

function randomGraph(marks: number, lines: number): { nodes: Node[]; edges: Edge[] } {
  const random = generator(7);
  const pick = (n: number) => Math.floor(random() * n);
  const nodes: Node[] = Array.from({ length: marks }, (_, n) => ({
    id: `n${n}`, label: `+999 ${100000 + n}`, label_latin: null, kind: n % 3 ? "number" : "account",
    role: roles[n % roles.length]!, band: null, site: null, is_victim: n % 2 === 0,
    x: random() * 2000 - 1000, y: random() * 2000 - 1000, size: 1 + pick(3), degree: 3, hidden: 0,
    first: null, last: null, money: null, calls: null,
  }));
  const edges: Edge[] = Array.from({ length: lines }, (_, n) => ({
    id: `e${n}`, a: `n${pick(marks)}`, b: `n${pick(marks)}`, layer: layers[n % 3]!, events: 1, text: "",
    amount_minor: null, currency: null, duration_s: null, first: null, last: null, weight: 1 + pick(4),
  }));
  return { nodes, edges };
}

interface Panned {
  pan(dx: number): void;
  destroy(): void;
}

function begin(renderer: Renderer, place: HTMLElement, marks: number, lines: number): Panned {
  const { nodes, edges } = randomGraph(marks, lines);
  if (renderer !== "sigma_default") {
    const drawing = renderer === "canvas" ? new CanvasDrawing(place) : new SigmaDrawing(place);
    drawing.setGraph(nodes, edges);
    return { pan: (dx) => drawing.pan(dx, 0), destroy: () => drawing.destroy() };
  }
  const graph = new MultiGraph();
  for (const node of nodes) graph.addNode(node.id, { x: node.x, y: node.y, size: 5, label: node.label, color: "#5a6068" });
  for (const edge of edges) graph.addEdgeWithKey(edge.id, edge.a, edge.b, { size: 0.8, color: "#8c97a6" });
  const sigma = new Sigma(graph, place);
  return {
    pan: (dx) => {
      const state = sigma.getCamera().getState();
      sigma.getCamera().setState({ x: state.x + (dx * state.ratio) / 800 });
    },
    destroy: () => sigma.kill(),
  };
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Frames a second over so many seconds of panning to and fro. */
async function frames(renderer: Renderer, marks: number, lines: number, seconds: number): Promise<object> {
  const network = document.createElement("div");
  network.className = "network";
  const place = document.createElement("div");
  place.className = "frames";
  network.append(place);
  document.body.replaceChildren(network);
  for (const name of ["inline-size", "block-size"]) place.style.setProperty(name, name === "inline-size" ? "1200px" : "800px");
  place.style.setProperty("position", "relative");
  const started = performance.now();
  const drawing = begin(renderer, place, marks, lines);
  await frame();
  await frame();
  const first_ms = Math.round(performance.now() - started);
  for (let n = 0; n < 5; n++) {
    drawing.pan(2);
    await frame();
  }
  const from = performance.now();
  let drawn = 0;
  let longest = 0;
  let last = from;
  while (performance.now() - from < 1000 * seconds) {
    drawing.pan(Math.sin(drawn / 20) * 6);
    await frame();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    drawn += 1;
  }
  const fps = drawn / ((performance.now() - from) / 1000);
  drawing.destroy();
  return { renderer, marks, lines, fps: Math.round(fps * 10) / 10, longest_ms: Math.round(longest), first_ms };
}

Object.assign(globalThis, { frames });
