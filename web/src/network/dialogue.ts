// A dialogue over the page: focus stays in it, Escape leaves it, and it goes when it closes.
import { type Child, h } from "../dom";

export function openDialogue(title: string, ...children: Child[]): HTMLDialogElement {
  const id = `dialogue-${Date.now()}`;
  const back = document.activeElement as HTMLElement | null;
  const dialogue = h("dialog", { "aria-labelledby": id, class: "network-dialogue" }, h("h2", { id }, title), ...children);
  dialogue.addEventListener("close", () => {
    dialogue.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  });
  document.body.append(dialogue);
  dialogue.showModal();
  return dialogue;
}
