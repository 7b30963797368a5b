// The keys of the network. Arrows walk only while the picture has the focus: elsewhere they scroll.
import type { Actions } from "./bar";
import type { Drawing } from "./drawing";
import type { Picture } from "./picture";

interface Held {
  actions: Actions;
  picture: Picture;
  select: (ids: string[]) => void;
  selected: () => string[];
  drawing: () => Drawing | null;
  inPicture: () => boolean;
  /** Nothing else has the focus that these keys could mean. */
  inNetwork: () => boolean;
  cancel: () => boolean;
  table: () => boolean;
}

const arrows: Record<string, [number, number]> = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
};

function walk(event: KeyboardEvent, held: Held, [dx, dy]: [number, number]): boolean {
  if (!held.inPicture()) return false;
  if (event.shiftKey) {
    held.drawing()?.pan(60 * dx, -60 * dy);
    return true;
  }
  const at = held.selected().at(-1);
  if (!at || !held.picture.has(at)) {
    const first = held.picture.nodes[0];
    if (first) held.select([first.id]);
    return Boolean(first);
  }
  const next = held.picture.towards(at, dx, dy);
  if (next) held.select([next.id]);
  return true;
}

/** Next or previous, in the order in which the engine gave the marks. */
function step(held: Held, by: 1 | -1): boolean {
  const nodes = held.picture.nodes;
  if (!nodes.length) return false;
  const at = nodes.findIndex((node) => node.id === held.selected().at(-1));
  const next = nodes[at < 0 ? 0 : (at + by + nodes.length) % nodes.length]!;
  held.select([next.id]);
  return true;
}

/** True: the key was taken. */
export function keyOn(event: KeyboardEvent, held: Held): boolean {
  const { actions } = held;
  const act = (done: () => unknown): true => {
    done();
    return true;
  };
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    switch (event.key.toLowerCase()) {
      case "z": return act(event.shiftKey ? actions.redo : actions.undo);
      case "y": return act(actions.redo);
      case "a":
        return held.inNetwork() && act(() => held.select(held.picture.nodes.map((node) => node.id)));
      case "i": return held.inNetwork() && act(actions.invert);
      default: return false;
    }
  }
  const arrow = arrows[event.key];
  if (arrow) return walk(event, held, arrow);
  switch (event.key) {
    case "e": case "E": return act(actions.expand);
    case "Delete": return act(event.shiftKey ? actions.hideOthers : actions.hide);
    case "f": return act(actions.fit);
    case "c": return act(actions.fold);
    case "i": return act(actions.inspect);
    case "l": return act(actions.choose);
    case "w": return act(actions.why);
    case "p": return act(actions.path);
    case "t": return act(() => actions.table(!held.table()));
    case "n": case "j": return step(held, 1);
    case "N": case "k": return step(held, -1);
    case "+": case "=": return act(() => actions.zoom(1.4));
    case "-": return act(() => actions.zoom(0.7));
    case "Escape":
      if (held.cancel()) return true;
      if (!held.selected().length) return false;
      return act(() => held.select([]));
    default: return false;
  }
}
