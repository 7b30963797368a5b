// Selecting by a box or a lasso drawn over the picture. Who does not drag selects by a list: choose.ts.
import { svg } from "../dom";

export type Pointer = "move" | "box" | "lasso";
interface Point { x: number; y: number }
type Place = (id: string) => (Point & { r: number }) | null;

/** A click moves less than this. */
const still = 4;

/** Whether a point lies inside a polygon: a ray from it crosses the rim an odd number of times. */
function inside(point: Point, rim: Point[]): boolean {
  let is = false;
  rim.forEach((a, n) => {
    const b = rim[(n + 1) % rim.length]!;
    if ((a.y > point.y) !== (b.y > point.y) && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)) is = !is;
  });
  return is;
}

export class Lasso {
  pointer: Pointer = "move";
  readonly element = svg("svg", { class: "lasso", "aria-hidden": "true" });
  private readonly shape = svg("path");
  private points: Point[] | null = null;
  private started: { pointer: Pointer; more: boolean } | null = null;
  private stop = new AbortController();

  constructor(private readonly stage: HTMLElement, private readonly on: {
    ids: () => string[];
    place: () => Place | null;
    /** `more`: adds to the selection. */
    chosen: (ids: string[], more: boolean) => void;
  }) {
    this.element.append(this.shape);
    stage.append(this.element);
    // Before the drawing hears of it, which would move the picture.
    const options = { capture: true, signal: this.stop.signal };
    stage.addEventListener("pointerdown", (event) => this.down(event), options);
    stage.addEventListener("pointermove", (event) => this.move(event), options);
    stage.addEventListener("pointerup", (event) => this.up(event), options);
    stage.addEventListener("pointercancel", () => this.cancel(), options);
    for (const name of ["mousedown", "mousemove", "mouseup", "click", "touchstart", "touchmove", "touchend"] as const) {
      stage.addEventListener(name, (event) => this.takes(event) && event.stopImmediatePropagation(), options);
    }
  }

  /** With Shift a drag draws a box in any mode; a click with Shift stays the drawing's. */
  private takes(event: Event): boolean {
    if ((event.target as Element).closest("button")) return false;
    return this.pointer !== "move" || this.points !== null || (event as MouseEvent).shiftKey && event.type !== "mousemove";
  }

  private at(event: PointerEvent): Point {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || !this.takes(event)) return;
    event.stopImmediatePropagation();
    this.started = { pointer: this.pointer === "move" ? "box" : this.pointer,
      more: event.shiftKey || event.ctrlKey || event.metaKey };
    this.points = [this.at(event)];
    this.stage.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (!this.points) return;
    event.stopImmediatePropagation();
    this.points.push(this.at(event));
    if (this.dragged()) this.shape.setAttribute("d", `M${this.rim().map((one) => `${one.x} ${one.y}`).join("L")}Z`);
  }

  private up(event: PointerEvent): void {
    if (!this.points || !this.started) return;
    event.stopImmediatePropagation();
    this.points.push(this.at(event));
    const place = this.on.place();
    const [rim, dragged, first, { more }] = [this.rim(), this.dragged(), this.points[0]!, this.started];
    this.cancel();
    if (!place) return;
    const near = (id: string) => {
      const at = place(id);
      return at !== null && (dragged ? inside(at, rim) : Math.hypot(at.x - first.x, at.y - first.y) <= Math.max(at.r, 6));
    };
    const ids = this.on.ids().filter(near);
    this.on.chosen(dragged ? ids : ids.slice(-1), more);
  }

  private dragged(): boolean {
    const [first] = this.points!;
    return this.points!.some((one) => Math.hypot(one.x - first!.x, one.y - first!.y) >= still);
  }

  private rim(): Point[] {
    if (this.started?.pointer === "lasso") return this.points!;
    const [a, b] = [this.points![0]!, this.points!.at(-1)!];
    return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
  }

  /** True: something was being drawn. */
  cancel(): boolean {
    const was = this.points !== null;
    this.points = this.started = null;
    this.shape.removeAttribute("d");
    return was;
  }

  destroy(): void {
    this.stop.abort();
  }
}
