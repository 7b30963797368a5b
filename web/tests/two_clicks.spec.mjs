// Two clicks from any number to its row.
import { dice, must, same } from "./workbench.mjs";

const places = ["overview", "money", "money?view=steps", "money?view=places", "money?view=stops", "money?view=accounts"];
const wanted = 50;

export default {
  "fifty numbers": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    const next = dice(7);
    const found = [];
    await window.at(serve.base, "overview");
    const nodes = await page.evaluate(async () =>
      (await (await fetch("/api/v1/graph?limit=40")).json()).nodes.map((node) => node.id)
        .filter((id) => !id.startsWith("group:")));
    const all = [...places, ...nodes.slice(0, 12).map((id) => `overview?sel=${encodeURIComponent(id)}&show=${
      encodeURIComponent(`node:${id}`)}`)];
    for (const place of all) {
      await window.at(serve.base, place);
      const count = await page.locator("[data-number]").count();
      for (let n = 0; n < count; ++n) found.push([place, n]);
    }
    must(found.length >= wanted, `there are ${found.length} numbers that open`);
    const chosen = new Set();
    while (chosen.size < wanted) chosen.add(Math.floor(next() * found.length));
    let at = "";
    for (const one of [...chosen].sort((a, b) => a - b)) {
      const [place, n] = found[one];
      if (at === place && place.startsWith("overview?")) await page.goBack();
      await window.at(serve.base, place);
      at = place;
      const button = page.locator("[data-number]").nth(n);
      const words = await button.innerText();
      await button.click({ force: true });
      const record = page.locator(".inspector .records [data-record]").first();
      await record.waitFor();
      const ref = await record.getAttribute("data-record");
      await record.click();
      await page.waitForSelector(`h1[data-row="${ref}"]`, { timeout: 60_000 });
      must((await page.locator("mark").count()) > 0, `${place}, ${words}: ${ref} has nothing marked`);
    }
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "marks drawn as one say of which they are": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    const group = await page.evaluate(async () =>
      (await (await fetch("/api/v1/graph?limit=2000")).json()).nodes.find((node) => node.kind === "group")?.id);
    must(group, "the picture holds a group");
    await window.at(serve.base, `network?sel=${encodeURIComponent(group)}&show=${encodeURIComponent(`node:${group}`)}`);
    await page.locator(".inspector dd button").first().click();
    await page.waitForFunction((of) => location.hash.includes(encodeURIComponent(`node:${of}`)), group.slice(6));
    await window.calm();
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "every record of the bottom line opens": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    const count = await page.locator(".bottom-line .why").count();
    for (let n = 0; n < count; ++n) {
      await window.at(serve.base, "overview");
      await page.locator(".bottom-line .why").nth(n).click();
      await page.waitForFunction(() => document.querySelector(".inspector h2") &&
        !document.querySelector('.inspector[aria-busy="true"]'));
      must((await page.locator(".inspector [data-record]").count()) > 0 ||
        (await page.locator(".inspector .lines button").count()) > 0, `sentence ${n} opens to something`);
    }
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },
};
