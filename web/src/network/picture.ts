// What the picture holds: marks and lines that the engine gave, which of them are hidden, and the way back.
import type { Edge, Graph, Neighbours, Node, Path, SiteMark } from "../types";

/** More marks than this nobody can read, and no renderer need draw. */
export const marksMost = 2000;

/** One state of the picture; never changed, only followed by another. */
interface Shot {
  nodes: ReadonlyMap<string, Node>;
  edges: ReadonlyMap<string, Edge>;
  hidden: ReadonlySet<string>;
  /** Sites that stand in the place of their numbers. */
  folded: ReadonlySet<string>;
}

const nothing: Shot = { nodes: new Map(), edges: new Map(), hidden: new Set(), folded: new Set() };

export class Picture {
  private shots: Shot[] = [nothing];
  private at = 0;
  total = { nodes: 0, edges: 0 };
  omitted: string | null = null;
  private sites = new Map<string, SiteMark>();

  private get shot(): Shot {
    return this.shots[this.at]!;
  }

  private follow(next: Shot): void {
    this.shots.length = this.at + 1;
    this.shots.push(next);
    this.at += 1;
  }

  /** Starts anew: what was done before cannot come back, for it was done to another picture. */
  start(graph: Graph): void {
    this.total = graph.total;
    this.omitted = graph.omitted_because;
    this.sites = new Map(graph.sites.map((site) => [site.id, site]));
    // What a site is when it is folded is kept beside the rest, and seen only then.
    const folded = graph.sites.map((site) => site.folded);
    const all = <Kind extends { id: string }>(...lists: Kind[][]) =>
      new Map(lists.flat().map((one) => [one.id, one] as const));
    this.shots = [{
      nodes: all(graph.nodes, ...folded.map((one) => one.nodes)),
      edges: all(graph.edges, ...folded.map((one) => one.edges)),
      hidden: new Set(),
      folded: new Set(),
    }];
    this.at = 0;
  }

  /** Takes the same picture in another window or with other layers: hidden marks stay hidden, folded ones folded. */
  startKeeping(graph: Graph): void {
    const { hidden, folded } = this.shot;
    this.start(graph);
    const kept = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => this.shot.nodes.has(id)));
    const next = { hidden: kept(hidden), folded: kept(folded) };
    if (next.hidden.size || next.folded.size) this.follow({ ...this.shot, ...next });
  }

  /** Adds marks and lines, never above the most; returns how many marks found no room. */
  add(nodes: Node[], edges: Edge[]): number {
    const allNodes = new Map(this.shot.nodes);
    const hidden = new Set(this.shot.hidden);
    const folded = new Set(this.shot.folded);
    let left = 0;
    for (const node of nodes) {
      hidden.delete(node.id);
      folded.delete(`site:${node.site}`);
      if (allNodes.has(node.id)) continue;
      if (allNodes.size >= marksMost) left += 1;
      else allNodes.set(node.id, node);
    }
    const allEdges = new Map(this.shot.edges);
    for (const edge of edges) {
      if (allNodes.has(edge.a) && allNodes.has(edge.b)) allEdges.set(edge.id, edge);
    }
    this.follow({ nodes: allNodes, edges: allEdges, hidden, folded });
    return left;
  }

  /** The engine places neighbours round (0, 0): here they come round the mark that was expanded. */
  addNeighbours(of: Node, found: Neighbours): number {
    const edges = found.rows.flatMap((row) =>
      (row as { edges?: Edge[] }).edges ?? (row.edge ? [row.edge] : []));
    const far = Math.max(1, ...found.rows.map((row) => Math.hypot(row.node.x, row.node.y)));
    const near = (50 + 4 * Math.sqrt(found.rows.length)) / far;
    return this.add(found.rows.map((row) =>
      ({ ...row.node, x: of.x + row.node.x * near, y: of.y + row.node.y * near })), edges);
  }

  /** Marks of a path that are new come between those that are there already. */
  addPath(path: Path): void {
    const ids = path.steps.length ? [path.steps[0]!.from, ...path.steps.map((step) => step.to)] : [];
    const known = (id: string) => this.shot.nodes.get(id);
    const placed = path.nodes.map((node) => {
      const at = ids.indexOf(node.id);
      if (known(node.id) || at < 0) return node;
      const before = ids.slice(0, at).findLastIndex((id) => known(id));
      const after = ids.findIndex((id, n) => n > at && known(id));
      const [from, to] = [known(ids[before] ?? ""), known(ids[after] ?? "")];
      if (!from || !to) return node;
      const part = (at - before) / (after - before);
      // A little to the side, so that a step does not hide behind a straight line.
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const side = 0.12 * (at % 2 ? 1 : -1);
      return { ...node, x: from.x + part * dx - side * dy, y: from.y + part * dy + side * dx };
    });
    this.add(placed, path.edges);
  }

  hide(ids: Iterable<string>): number {
    const hidden = new Set(this.shot.hidden);
    const before = hidden.size;
    for (const id of ids) if (this.shot.nodes.has(id)) hidden.add(id);
    if (hidden.size > before) this.follow({ ...this.shot, hidden });
    return hidden.size - before;
  }

  hideOthers(ids: Iterable<string>): number {
    const kept = new Set(ids);
    return this.hide(this.nodes.map((node) => node.id).filter((id) => !kept.has(id)));
  }

  /** Folds sites, or opens them: their numbers come back where they were. */
  fold(ids: Iterable<string>, on: boolean): void {
    const folded = new Set(this.shot.folded);
    for (const id of ids) {
      if (on) folded.add(id);
      else folded.delete(id);
    }
    this.follow({ ...this.shot, folded });
  }

  isFolded(id: string): boolean {
    return this.shot.folded.has(id);
  }

  /** The sites that are marks of the picture. */
  get siteIds(): string[] {
    return [...this.sites.keys()].filter((id) => this.has(id));
  }

  /** The site of a mark, itself or the one that it is counted to; null: none that is drawn. */
  siteOf(id: string): string | null {
    if (this.sites.has(id)) return id;
    const site = `site:${this.node(id)?.site}`;
    return this.sites.has(site) ? site : null;
  }

  showAll(): void {
    if (this.shot.hidden.size) this.follow({ ...this.shot, hidden: new Set() });
  }

  undo(): boolean {
    if (!this.canUndo) return false;
    this.at -= 1;
    return true;
  }

  redo(): boolean {
    if (!this.canRedo) return false;
    this.at += 1;
    return true;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at + 1 < this.shots.length;
  }

  get hiddenCount(): number {
    return this.shot.hidden.size;
  }

  has(id: string): boolean {
    const { nodes, hidden, folded } = this.shot;
    const node = nodes.get(id);
    if (!node || hidden.has(id)) return false;
    if (node.kind === "group" && node.of) {
      if (this.sites.has(node.of)) return folded.has(node.of);
      if (folded.has(`site:${nodes.get(node.of)?.site}`)) return false;
    }
    return node.kind === "site" || !folded.has(`site:${node.site}`);
  }

  /** Both ends are seen; what a site sums up counts only while it is folded. */
  private sees(edge: Edge): boolean {
    if (!this.has(edge.a) || !this.has(edge.b)) return false;
    return edge.layer === "site" || [edge.a, edge.b].every((id) => !this.sites.has(id) || this.isFolded(id));
  }

  node(id: string): Node | undefined {
    return this.shot.nodes.get(id);
  }

  edge(id: string): Edge | undefined {
    return this.shot.edges.get(id);
  }

  get nodes(): Node[] {
    return [...this.shot.nodes.values()].filter((node) => this.has(node.id));
  }

  get edges(): Edge[] {
    return [...this.shot.edges.values()].filter((edge) => this.sees(edge));
  }

  /** The ids of all marks that the picture holds, hidden ones too. */
  get ids(): string[] {
    return [...this.shot.nodes.keys()];
  }

  /** Neighbours of a mark in the picture, with the lines that lead there. */
  neighbours(id: string): { node: Node; edges: Edge[] }[] {
    const found = new Map<string, { node: Node; edges: Edge[] }>();
    for (const edge of this.shot.edges.values()) {
      const far = edge.a === id ? edge.b : edge.b === id ? edge.a : null;
      if (far === null || !this.sees(edge)) continue;
      const one = found.get(far) ?? { node: this.shot.nodes.get(far)!, edges: [] };
      one.edges.push(edge);
      found.set(far, one);
    }
    return [...found.values()];
  }

  /** The neighbour that lies most nearly in a direction; y of the engine grows upwards. */
  towards(id: string, dx: number, dy: number): Node | null {
    const from = this.node(id);
    if (!from) return null;
    let best: Node | null = null;
    let most = 0.2;
    for (const { node } of this.neighbours(id)) {
      const x = node.x - from.x;
      const y = node.y - from.y;
      const far = Math.hypot(x, y) || 1;
      const fits = (x * dx + y * dy) / far - far / 100000;
      if (fits > most) [most, best] = [fits, node];
    }
    return best;
  }
}
