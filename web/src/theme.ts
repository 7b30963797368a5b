// Light or dark: as the system says, or as chosen.
import { h } from "./dom";
import { t } from "./i18n";

type Theme = "auto" | "light" | "dark";
const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme {
  const kept = localStorage.getItem("cuibono.theme");
  return kept === "light" || kept === "dark" ? kept : "auto";
}

export function applyTheme(): void {
  const theme = chosen();
  const shown = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  if (document.documentElement.dataset["theme"] === shown) return;
  document.documentElement.dataset["theme"] = shown;
  dispatchEvent(new Event("themechange"));
}
dark.addEventListener("change", applyTheme);

export function themeButton(): HTMLElement {
  const words = () => t(`theme_${chosen()}`);
  const button = h("button", { type: "button", title: t("theme"), onclick: () => {
    const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
    localStorage.setItem("cuibono.theme", next[chosen()]);
    applyTheme();
    button.textContent = words();
  } }, words());
  return button;
}
