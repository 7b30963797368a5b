// Keys. Single letters can be switched off, as people who dictate to their machine need it.
import { h } from "./dom";
import { t } from "./i18n";
import { go, type ScreenName } from "./state";

const goto: Record<string, ScreenName> = { o: "overview", n: "network", m: "money", s: "sources" };
let waitingForScreen = false;
let keyboard = false;
addEventListener("keydown", () => (keyboard = true), true);
addEventListener("pointerdown", () => (keyboard = false), true);

/** The last thing done was done by keyboard. */
export function byKeyboard(): boolean {
  return keyboard;
}

export function singleKeys(): boolean {
  return localStorage.getItem("cuibono.single_keys") !== "off";
}

function typing(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return Boolean(at?.closest("input, select, textarea, [contenteditable], dialog[open]"));
}

export function watchKeys(handlers: {
  search: () => void;
  close: () => void;
  shift: (by: -1 | 1) => void;
  screen: (event: KeyboardEvent) => boolean;
}): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (!handlers.screen(event)) handlers.close();
      return;
    }
    if (typing(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (handlers.screen(event)) event.preventDefault();
      return;
    }
    if (!singleKeys() && event.key.length === 1) return;
    if (waitingForScreen) {
      waitingForScreen = false;
      const screen = goto[event.key];
      if (screen) {
        event.preventDefault();
        go({ screen });
        return;
      }
    }
    const taken = (() => {
      switch (event.key) {
        case "/": handlers.search(); return true;
        case "?": showKeys(); return true;
        case "g": waitingForScreen = true; return true;
        case "[": handlers.shift(-1); return true;
        case "]": handlers.shift(1); return true;
        default: return handlers.screen(event);
      }
    })();
    if (taken) event.preventDefault();
  });
}

export function showKeys(): void {
  if (document.querySelector("dialog[open]")) return;
  const line = (keys: string[], words: string) => [
    h("span", {}, ...keys.flatMap((key) => [h("kbd", {}, key), " "])), h("span", {}, words)];
  const single = h("input", { type: "checkbox", id: "single-keys", checked: singleKeys() });
  single.addEventListener("change", () =>
    localStorage.setItem("cuibono.single_keys", single.checked ? "on" : "off"));
  const dialog = h("dialog", { "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, t("keys_title")),
    h("h3", {}, t("keys_anywhere")),
    h("div", { class: "keys" },
      ...line(["/"], t("key_search")), ...line(["g"], t("key_goto")), ...line(["[", "]"], t("key_window")),
      ...line(["j", "k"], t("key_next")), ...line(["Esc"], t("key_escape")), ...line(["?"], t("key_help"))),
    h("h3", {}, t("keys_network")),
    h("div", { class: "keys" }, ...networkKeys.flatMap(([keys, key]) => line(keys, t(key)))),
    h("p", {}, single, " ", h("label", { for: "single-keys" }, t("keys_single"))),
    h("div", { class: "buttons" },
      h("button", { type: "button", onclick: () => dialog.close() }, t("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const networkKeys: [string[], Parameters<typeof t>[0]][] = [
  [["e"], "key_expand"], [["Del", "Shift+Del"], "key_hide"], [["Ctrl+Z", "Ctrl+Y"], "key_undo"],
  [["f"], "key_fit"], [["p"], "key_path"], [["←", "→", "↑", "↓"], "key_walk"], [["n", "N"], "key_next_mark"],
  [["i"], "key_inspect"], [["w"], "key_why"], [["c"], "key_fold"], [["t"], "key_table"],
  [["Ctrl+A", "Ctrl+I"], "key_all"], [["l"], "key_choose"], [["Shift"], "key_box"],
];
