// The workbench: a frame with one of four screens, and an inspector. It draws what the engine answers and
// computes no number.
import "./style.css";
import { get, listen, signIn, whenBusy, whenTroubled } from "./api";
import { foreign, grouped, h, replace } from "./dom";
import { applyLanguage, currentLanguage, languages, setLanguage, t, type Language } from "./i18n";
import { drawInspector } from "./inspector";
import { byKeyboard, showKeys, watchKeys } from "./keys";
import { isAbort } from "./parts";
import type { MountedScreen, Screen } from "./screen";
import { money } from "./screens/money";
import { network } from "./screens/network";
import { overview } from "./screens/overview";
import { sources } from "./screens/sources";
import { searchBox } from "./search";
import { address, getState, go, type ScreenName, screenNames, type State, whenStateChanges } from "./state";
import { applyTheme, themeButton } from "./theme";
import { shiftWindow, timeWindow } from "./time_window";
import type { CaseFacts } from "./types";

const screens: Record<ScreenName, Screen> = { overview, network, money, sources };

let facts: CaseFacts | null = null;
let mounted: { name: ScreenName; screen: MountedScreen } | null = null;
let leave: (() => void) | null = null;

function frame(): void {
  leave?.();
  mounted?.screen.unmount();
  mounted = null;
  const root = document.getElementById("workbench")!;
  const marking = h("div", { class: "marking", role: "region", "aria-label": t("marking") });
  const caseName = h("div", { class: "case" });
  const nav = h("ul");
  const banners = h("div", { class: "banners", role: "status" });
  const screen = h("main", { class: "screen", id: "screen", tabindex: "-1" });
  const inspector = h("aside", { class: "inspector", "aria-label": t("inspector") });
  const status = h("span");
  const job = h("span", { role: "status" });
  const search = searchBox();
  const clock = timeWindow();

  const banner: Record<string, string> = {};
  const drawBanners = () =>
    replace(banners, ...Object.values(banner).filter(Boolean).map((text) => h("p", {}, text)));
  const say = (key: string, text: string) => {
    banner[key] = text;
    drawBanners();
  };

  const drawFacts = () => {
    if (!facts) return;
    document.title = `${facts.id} · cuibono`;
    replace(marking, foreign(facts.marking));
    marking.hidden = !facts.marking;
    replace(caseName, h("strong", {}, foreign(facts.id)), h("br"), foreign(facts.title));
    banner["read_only"] = facts.read_only ? t("read_only") : "";
    banner["mask"] = facts.mask ? t("mask", { mask: facts.mask }) : "";
    banner["stale"] = facts.stale ? t("stale") : "";
    banner["network"] = facts.network === "loading" ? t("network_loading")
      : facts.network === "failed" ? t("network_failed") : "";
    drawBanners();
    replace(status, foreign(facts.id), " · ", t("revision", { revision: facts.revision.slice(0, 8) }), " · ",
      foreign(facts.engine), " · ", t(facts.stale ? "state_stale" : "state_fresh"));
    drawNav(getState());
    clock.draw(facts);
  };
  const readCase = async () => {
    try {
      const before = facts;
      facts = await get<CaseFacts>("case");
      if (before && before.revision !== facts.revision) {
        say("revision", t("revision_new", { revision: facts.revision.slice(0, 8) }));
        again();
      } else if (root.querySelector(".failed")) {
        again();
      }
      drawFacts();
    } catch (error) {
      if (!isAbort(error)) drawBanners();
    }
  };
  /** How much lies behind a screen, with the word that a tip shows. */
  const behind = (name: ScreenName): { count: number | null; label: string } => ({
    overview: { count: facts?.counts["reports"] ?? null, label: t("behind_overview") },
    network: { count: facts?.counts["calls"] ?? null, label: t("behind_network") },
    money: { count: facts?.counts["transfers"] ?? null, label: t("behind_money") },
    sources: { count: facts?.counts["items"] ?? null, label: t("behind_sources") },
  })[name];
  const drawNav = (state: State) =>
    replace(nav, ...screenNames.map((name) => h("li", {}, h("a", {
      href: address({ ...state, screen: name }), "aria-current": state.screen === name ? "page" : null,
      onclick: (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ screen: name });
      },
    }, h("span", {}, t(`screen_${name}`)),
    behind(name).count === null ? null : h("span", { class: "behind", title: behind(name).label },
      grouped(behind(name).count), h("span", { class: "sr" }, ` ${behind(name).label}`))))));

  /** Draws anew what is shown: the case was run again, or the engine is back. */
  const again = () => {
    mounted?.screen.update(getState(), null);
    void drawInspector(inspector, getState().show);
  };
  let opener: HTMLElement | null = null;
  const followFocus = async (state: State, before: State, inside: boolean, drawn: Promise<void>) => {
    if (state.show && state.show !== before.show) {
      const from = document.activeElement as HTMLElement | null;
      if (from && !inspector.contains(from) && from !== document.body) opener = from;
      await drawn;
      // Who works by keyboard goes on in the inspector; who points stays where the pointer is.
      // On the picture of the network arrows walk on: there i goes to the inspector.
      const walks = document.activeElement?.getAttribute("role") === "application";
      if (byKeyboard() && !walks && getState().show === state.show) inspector.querySelector<HTMLElement>("h2")?.focus();
    } else if (!state.show && before.show && opener?.isConnected && inside) {
      opener.focus();
    }
  };
  const draw = (state: State, before: State | null) => {
    drawNav(state);
    clock.draw(facts);
    const narrowed = state.screen === "network" || (state.screen === "money" && state.view === "steps" && Boolean(state.sel));
    say("window", (state.from || state.to) && !narrowed ? t("window_not_here") : "");
    if (mounted?.name !== state.screen) {
      mounted?.screen.unmount();
      screen.replaceChildren();
      screen.className = "screen";
      screen.removeAttribute("aria-busy");
      screen.setAttribute("aria-label", t(`screen_${state.screen}`));
      mounted = { name: state.screen, screen: screens[state.screen].mount(screen) };
      mounted.screen.update(state, null);
      if (before) screen.focus({ preventScroll: true });
    } else {
      mounted.screen.update(state, before);
    }
    if (!before || before.show !== state.show || (state.show && (before.from !== state.from || before.to !== state.to))) {
      const inside = inspector.contains(document.activeElement);
      const drawn = drawInspector(inspector, state.show);
      if (before) void followFocus(state, before, inside, drawn);
    }
  };

  const chosen = h("select", { "aria-label": t("language") }, ...languages.map((one) =>
    h("option", { value: one.id, selected: one.id === currentLanguage() }, one.label)));
  chosen.addEventListener("change", () => {
    setLanguage(chosen.value as Language);
    frame();
  });

  replace(root, h("a", { class: "skip", href: "#screen", onclick: (event: Event) => {
    event.preventDefault();
    screen.focus();
  } }, t("skip")),
  h("div", { class: "frame" }, marking,
    h("nav", { class: "rail", "aria-label": t("screens") }, caseName, nav,
      h("div", { class: "settings" }, chosen, themeButton(),
        h("button", { type: "button", onclick: () => showKeys() }, `${t("keys")} ?`))),
    h("header", { class: "top" }, search.element, clock.element), banners, screen, inspector,
    h("footer", { class: "status" }, status, job)));

  const stopWatching = whenStateChanges(draw);
  const stopListening = listen({
    revision: (revision) => {
      if (facts && facts.revision !== revision) void readCase();
    },
    network: () => void readCase(),
    files: (state) => say("files", state === "gone" ? t("files_gone") : ""),
    open: () => void readCase(),
    lost: () => void get("case").catch(() => undefined),
  });
  const stopTrouble = whenTroubled((trouble) => {
    say("trouble", trouble === "gone" ? `${t("gone_title")}. ${t("gone")}`
      : trouble === "signed_out" ? `${t("signed_out_title")}. ${t("signed_out")}` : "");
  });
  let wait = 0;
  const stopBusy = whenBusy((open) => {
    clearTimeout(wait);
    wait = window.setTimeout(() => (job.textContent = open > 0 ? t("job_open") : ""), open > 0 ? 300 : 0);
  });
  leave = () => {
    stopWatching();
    stopListening();
    stopTrouble();
    stopBusy();
    clearTimeout(wait);
  };
  keyHandlers = {
    search: () => search.focus(),
    close: () => go({ show: "", sel: "" }),
    shift: (by) => shiftWindow(facts, by),
    screen: (event) => mounted?.screen.key?.(event) ?? false,
  };
  drawFacts();
  draw(getState(), null);
  void readCase();
}

type KeyHandlers = Parameters<typeof watchKeys>[0];
let keyHandlers: KeyHandlers | null = null;

applyLanguage();
applyTheme();
await signIn();
// A new key pasted into this window: the page stays, and asks again with it.
addEventListener("hashchange", () => void signIn(address(getState())).then((signed) => signed && frame()));
watchKeys({
  search: () => keyHandlers?.search(),
  close: () => keyHandlers?.close(),
  shift: (by) => keyHandlers?.shift(by),
  screen: (event) => keyHandlers?.screen(event) ?? false,
});
frame();
