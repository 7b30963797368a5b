// For everybody: axe-core finds nothing, in both themes and from right to left; keys alone are enough.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { must, same } from "./workbench.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = ["overview", "network", "network?view=table", "money", "money?view=steps", "money?view=places",
  "money?view=stops", "money?view=accounts", "sources", "sources?item=E0001"];

async function judged(window, place) {
  await window.page.evaluate(axe);
  const broken = await window.page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) =>
      `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`).join(" | ")}`);
  });
  same(broken.join("\n"), "", place);
}

const clean = (theme, language) => async ({ open, serve }) => {
  const window = await open({ theme, language });
  for (const screen of screens) {
    await window.at(serve.base, screen);
    await judged(window, `${screen}, ${theme}, ${language}`);
  }
  await window.at(serve.base, "overview");
  await window.page.locator("[data-number]").first().click();
  await window.page.waitForSelector(".inspector [data-record]");
  await judged(window, "inspector with records");
  await window.page.locator(".inspector [data-record]").first().click();
  await window.page.waitForSelector("h1[data-row]");
  await judged(window, "a row");
  await window.page.locator(".rail .settings button").last().click();
  await window.page.waitForSelector("dialog[open]");
  await judged(window, "the keys");
  same(window.wrong.join("\n"), "", "nothing went wrong");
};

export default {
  "axe in the light": clean("light", "en"),
  "axe in the dark": clean("dark", "en"),
  "axe in Hebrew": clean("light", "he"),

  "from right to left, in the dark, and narrow": async ({ open, serve }) => {
    const window = await open({ theme: "dark", language: "he", width: 1024, height: 768 });
    const { page } = window;
    for (const screen of screens) {
      await window.at(serve.base, screen);
      same(await page.evaluate(() => document.documentElement.dir), "rtl", screen);
      same(await page.evaluate(() => document.documentElement.dataset.theme), "dark", screen);
      same(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${screen}: nothing overflows`);
    }
    const rail = await page.locator(".rail").boundingBox();
    must(rail.x > 700, "the rail is at the right");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "all four screens by keys alone": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    for (const [key, name] of [["n", "network"], ["m", "money"], ["s", "sources"], ["o", "overview"]]) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.waitForFunction((screen) => location.hash.startsWith(`#/${screen}`), name);
      await window.calm();
    }
    await page.keyboard.press("j");
    same(await page.evaluate(() => document.activeElement?.dataset.lead !== undefined), true, "j goes to a lead");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.tagName === "H2");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !location.hash.includes("show="));
    same(await page.evaluate(() => document.activeElement?.dataset.lead !== undefined), true, "Esc goes back to it");
    await page.keyboard.press("]");
    await page.waitForFunction(() => location.hash.includes("from="));
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    await page.locator("#single-keys").uncheck();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("dialog"));
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await new Promise((go) => setTimeout(go, 300));
    must(page.url().includes("#/overview"), "single keys are off");
    await page.evaluate(() => localStorage.removeItem("cuibono.single_keys"));
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "the first Tab is the way to the screen": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    await page.keyboard.press("Tab");
    same(await page.evaluate(() => document.activeElement?.className), "skip", "the skip link comes first");
    await page.keyboard.press("Enter");
    same(await page.evaluate(() => document.activeElement?.id), "screen", "and leads to the screen");
  },
};
