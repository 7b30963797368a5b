// The picture of the network: sites beside their numbers and folded, and every way to select.
import { must, same, until } from "./workbench.mjs";

const api = (page, path) => page.evaluate(async (one) => (await fetch(`/api/v1/${one}`)).json(), path);
const chips = (page) => page.locator(".selection .chip").count();
/** "40 selected" beside the chips, or as many as there are chips. */
const selected = async (page) => {
  const told = await page.locator(".selection > span:not(.chip):not(.soft)").allInnerTexts();
  return told.length ? Number(/\d+/.exec(told[0])[0]) : chips(page);
};
const becomes = (page, count) => until(`${count} selected`, async () => (await selected(page)) === count);
const shown = (page) => page.evaluate(() => Number(/^([\d\s]+) of /.exec(
  document.querySelector(".bar .shown").textContent)?.[1].replace(/\s/g, "")));
const legend = (page, words) => page.locator(".legend button", { hasText: words });

export default {
  "a site opens to its finding, its numbers and its records": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    const graph = await api(page, "graph?limit=2000");
    must(graph.sites.length > 0, "the run found a site");
    same((await legend(page, /site/).innerText()).match(/\d+/)[0], String(graph.sites.length), "the legend counts the sites");
    const [site] = graph.sites;
    await window.at(serve.base, `network?sel=${encodeURIComponent(site.id)}&show=${encodeURIComponent(`node:${site.id}`)}`);
    const text = await window.text(".inspector");
    for (const words of site.label.split(", ")) must(text.includes(words), "it is called by its words");
    must(text.includes(site.site), "its id stands there too");
    const finding = await api(page, `findings/${site.finding}`);
    must(text.includes(finding.for[0].text), "why it is counted as one");
    must(text.includes(finding.look_alike.text), "and what it may be instead");
    must((await window.text(".told-now")).includes("in the picture"), "it is told below how many are drawn");
    await page.locator(".inspector .records [data-record]").first().click();
    await page.waitForSelector("h1[data-row]");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a link to a site says what speaks for the number": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network?view=table");
    const row = page.locator(".twin .table").nth(1).locator("tbody tr", { hasText: "counted to this site" }).first();
    await row.locator("button.number", { hasText: "counted" }).click();
    await page.waitForSelector(".inspector .reason [data-record]");
    must((await window.text(".inspector h2")).includes("site"), "from the number to the site");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a site is folded, and opened again by undo": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    const graph = await api(page, "graph?limit=2000");
    const before = await shown(page);
    same(before, graph.shown.nodes, "what is folded is not shown yet");
    const groups = new Set(graph.nodes.filter((node) => node.kind === "group").map((node) => node.of));
    const gone = graph.nodes.filter((node) => node.site && node.kind !== "site")
      .reduce((count, node) => count + 1 + Number(groups.has(node.id)), 0);
    const come = graph.sites.reduce((count, site) => count + site.folded.nodes.length, 0);
    await page.locator(".picture").focus();
    await page.keyboard.press("c");
    await until("numbers hidden", async () => (await shown(page)) === before - gone + come);
    must((await window.text(".legend")).includes("site"), "the sites stay");
    await page.keyboard.press("t");
    const line = page.locator(".twin .table").nth(1).locator("tbody tr", { hasText: graph.sites[0].label }).first();
    await line.locator("button.number").first().click();
    await page.waitForSelector(".inspector .records [data-record]");
    await page.keyboard.press("t");
    await page.keyboard.press("Control+z");
    await until("numbers back", async () => (await shown(page)) === before);
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a box and a lasso select, and a list does without a drag": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    const all = await shown(page);
    const box = await page.locator(".picture").boundingBox();
    const at = (x, y) => page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 3 });
    await page.keyboard.down("Shift");
    await at(0.01, 0.01);
    await page.mouse.down();
    await at(0.5, 0.99);
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await until("a part is selected", async () => (await selected(page)) > 1);
    const half = await selected(page);
    must(half < all, `a box selects a part: ${half} of ${all}`);
    must(/\d+/.test(await window.text(".inspector h2")), "the inspector lists them");
    await page.keyboard.press("Control+i");
    await becomes(page, all - half);
    await page.keyboard.press("Escape");
    await becomes(page, 0);
    await page.locator(".modes button").nth(2).click();
    await at(0.01, 0.01);
    await page.mouse.down();
    for (const [x, y] of [[0.9, 0.01], [0.9, 0.99], [0.01, 0.99]]) await at(x, y);
    await page.mouse.up();
    await until("the lasso selects", async () => (await selected(page)) > half);
    await page.locator(".modes button").first().click();
    await page.keyboard.press("Control+a");
    await becomes(page, all);
    await page.keyboard.press("Escape");
    // The same without a drag.
    const desks = Number((await legend(page, /desk/).innerText()).match(/\d+/)[0]);
    await page.keyboard.press("l");
    await page.waitForSelector("dialog[open]");
    await page.locator("#choose-kind").selectOption("desk");
    await page.locator("dialog[open] .row button").first().click();
    await page.locator("dialog[open] button.main").click();
    await becomes(page, desks);
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "several are told one by one; i goes there, w asks why": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    const graph = await api(page, "graph?limit=2000");
    const two = graph.nodes.filter((node) => node.role === "desk").slice(0, 2);
    const show = encodeURIComponent(`nodes:2:${two.map((node) => node.id).join("|")}`);
    await window.at(serve.base, `network?sel=${encodeURIComponent(two[1].id)}&show=${show}`);
    await becomes(page, 2);
    const text = await window.text(".inspector");
    for (const node of two) must(text.includes(node.label) && text.includes(node.calls.text), `${node.label} is told`);
    await page.locator(".picture").focus();
    await page.keyboard.press("i");
    await page.waitForFunction(() => document.activeElement?.matches(".inspector h2"));
    await page.locator(".picture").focus();
    await page.keyboard.press("w");
    await page.waitForFunction(() => location.hash.includes("show=why"));
    await window.calm();
    await page.waitForFunction(() => document.activeElement?.matches(".inspector h2"));
    const why = await window.text(".inspector");
    const { actor } = await api(page, `nodes/${encodeURIComponent(two[0].id)}`);
    must(why.includes(actor.for[0].text), "the reasons of the engine");
    must((await page.locator(".inspector [data-record]").count()) > 2, "with their records");
    same(await selected(page), 2, "both stay selected");
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes("show=why"));
    await becomes(page, 2);
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "arrows walk on while the picture has the focus": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    await page.locator(".picture").focus();
    await page.keyboard.press("ArrowRight");
    await window.calm();
    const first = await page.evaluate(() => location.hash);
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
      await page.keyboard.press(key);
      await window.calm();
      must(await page.evaluate(() => document.activeElement?.classList.contains("picture")), `${key}: the focus stays`);
    }
    must(await page.evaluate((hash) => location.hash !== hash || history.length > 3, first), "it walked");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "the keys are listed, each once": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    await page.keyboard.press("?");
    const keys = await page.locator("dialog[open] kbd").allInnerTexts();
    for (const key of ["Ctrl+A", "Ctrl+I", "i", "w", "c", "l"]) must(keys.includes(key), `${key} is listed`);
    same(new Set(keys).size, keys.length, "each once");
  },

  "counts of rows and sums of money open": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    await page.locator(".money-line strong button.number").first().click();
    await page.waitForSelector(".inspector .records [data-record]");
    const row = page.locator("section[aria-labelledby=health] tbody tr").first();
    await row.locator("td button.number").first().click();
    await page.waitForSelector(".rows tbody tr");
    must(page.url().includes("view=rows"), "the rows stand in the address");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },
};
