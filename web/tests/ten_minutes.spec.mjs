// The first ten minutes of an analyst: from the address to the row, to the network, to the money, and back.
import { must, same, until } from "./workbench.mjs";

export default {
  "from the bottom line to the row": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    must((await window.text(".marking")).includes("SIMULATED"), "the marking stands on top");
    must((await page.locator(".bottom-line li").count()) > 0, "there is a bottom line");
    const said = await page.locator(".bottom-line li bdi").first().innerText();
    await page.locator(".bottom-line .why").first().click();
    await page.waitForSelector(".inspector [data-record]");
    same(await window.text(".inspector h2"), said, "the inspector opens the sentence");
    const record = page.locator(".inspector [data-record]").first();
    const ref = await record.getAttribute("data-record");
    await record.click();
    await page.waitForSelector(`h1[data-row="${ref}"]`);
    must((await window.text("pre")).length > 0, "the bytes as received are shown");
    must(page.url().includes("row="), "the row stands in the address");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a number is found, and what speaks for it": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    await page.keyboard.press("/");
    await page.keyboard.type("+999");
    await page.waitForSelector(".hits [role=option]:not([aria-disabled])");
    await page.keyboard.press("ArrowDown");
    const words = await page.locator('.hits [aria-selected="true"] .name').innerText();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".inspector h2");
    await window.calm();
    const head = await window.text(".inspector h2");
    must(head.includes(words.split("\n")[0].trim()) || words.includes(head.trim()),
      `the inspector shows what was chosen: ${head} for ${words}`);
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "network: expand after a preview, hide, undo": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network?view=table");
    const table = page.locator(".twin-place table").first();
    await table.locator("tbody tr").first().waitFor();
    // "666 of 44 683 marks and …": how much is shown of how much.
    const shown = () => page.evaluate(() => Number(/^([\d\s]+) of /.exec(
      document.querySelector(".bar .shown").textContent)?.[1].replace(/\s/g, "")));
    const comes = (count) => until(`${count} marks`, async () => (await shown()) === count);
    const before = await shown();
    must(before > 1, `how much is shown of how much: ${before}`);
    await table.locator("tbody th button").first().click();
    await page.waitForFunction(() => location.hash.includes("sel="));
    await page.keyboard.press("Delete");
    await comes(before - 1);
    must((await window.text(".bar .chip")).includes("1"), "what is hidden is counted");
    await page.keyboard.press("Control+z");
    await comes(before);
    await page.keyboard.press("Control+y");
    await comes(before - 1);
    await page.locator(".bar .chip").click();
    await comes(before);
    // One that still has neighbours outside: the preview says how many, then they come.
    const hidden = await page.evaluate(async () => {
      const graph = await (await fetch("/api/v1/graph?limit=2000")).json();
      return graph.nodes.filter((node) => node.hidden > 0).map((node) => node.id)[0] ?? null;
    });
    if (hidden) {
      await page.evaluate((id) => (location.hash = `#/network?view=table&sel=${encodeURIComponent(id)}&show=${
        encodeURIComponent(`node:${id}`)}`), hidden);
      await window.calm();
      await page.keyboard.press("e");
      await page.waitForSelector("dialog[open] .says [role=status]");
      must(/\d/.test(await window.text("dialog[open] .says")), "the preview counts before it runs");
      same(await shown(), before, "the preview adds nothing");
      const add = page.locator("dialog[open] button.main");
      if (await add.isEnabled()) {
        await add.click();
        await until("more marks", async () => (await shown()) > before);
      } else {
        await page.keyboard.press("Escape");
      }
    }
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "network: a path between two, step by step to its records": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "network");
    await page.locator(".picture").focus();
    await page.keyboard.press("p");
    must(/two/i.test(await window.text(".notice")), "with none selected it says that it needs two");
    // Two of one kind between which the engine knows a way, and a start from which few of that kind are seen.
    const found = await page.evaluate(async () => {
      const ask = async (path) => (await fetch(`/api/v1/${path}`)).json();
      const all = await ask("graph?limit=2000");
      const of = new Map(all.nodes.map((node) => [node.id, node]));
      const alike = all.edges.filter((edge) => edge.layer === "payment" && of.get(edge.a)?.role &&
        of.get(edge.a).role === of.get(edge.b)?.role);
      for (const edge of alike.slice(0, 40)) {
        const seed = encodeURIComponent(edge.a);
        const few = (await ask(`graph?limit=2000&seed=${seed}`)).nodes;
        const same = few.filter((node) => node.role === of.get(edge.a).role);
        if (same.length < 2 || same.length > 8 || !same.some((node) => node.id === edge.b)) continue;
        const path = await ask(`graph/path?follow_time=1&avoid_hubs=1&a=${seed}&b=${encodeURIComponent(edge.b)}`);
        if (path.found) return { seed, labels: [of.get(edge.a).label, of.get(edge.b).label] };
      }
      return null;
    });
    must(found, "some two marks of a kind are tied, in the order of time");
    await window.at(serve.base, `network?seed=${found.seed}`);
    const chips = page.locator(".selection .chip");
    const legend = page.locator(".legend button");
    await legend.first().waitFor();
    let texts = [];
    for (let n = 0; n < (await legend.count()); ++n) {
      const count = Number(/(\d+)\s*$/.exec(await legend.nth(n).innerText())?.[1]);
      if (!(count >= 2 && count <= 8)) continue;
      await legend.nth(n).click();
      await until("all of a kind", async () => (await chips.count()) === count);
      texts = await page.locator(".selection .chip button:not(.out)").allInnerTexts();
      if (found.labels.every((label) => texts.some((text) => text.includes(label)))) break;
    }
    for (let n = texts.length - 1; n >= 0; --n) {
      if (found.labels.some((label) => texts[n].includes(label))) continue;
      const left = await chips.count();
      await chips.nth(n).locator(".out").click();
      await until("one less", async () => (await chips.count()) === left - 1);
    }
    await page.locator(".picture").focus();
    await page.keyboard.press("p");
    await page.waitForSelector("dialog[open]");
    if (!(await window.text("dialog[open] strong")).includes(found.labels[0]))
      await page.locator("dialog[open] p button").first().click();
    await page.locator("dialog[open] button.main").click();
    await page.waitForSelector(".steps ol li");
    await page.locator(".steps ol [data-number]").first().click();
    await page.waitForSelector(".inspector [data-record]");
    await page.locator(".inspector [data-record]").first().click();
    await page.waitForSelector("h1[data-row]");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "money: the largest flow, its steps, the row with the amount marked": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "money");
    await page.waitForSelector(".sankey .flow");
    must((await page.locator(".reconcile .ok").count()) > 0, "the sums add up, and it says so");
    const widest = await page.locator(".sankey .flow").evaluateAll((flows) =>
      flows.map((flow) => [Number(flow.getAttribute("stroke-width")), flow.dataset.link]).sort((a, b) => b[0] - a[0])[0][1]);
    await page.locator(`.sankey .flow[data-link="${widest}"]`).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".inspector [data-record]");
    await page.locator("#tab-steps").click();
    await window.calm();
    await page.locator(".money-body table tbody [data-number]").first().click();
    await page.waitForSelector(".inspector [data-record]");
    await page.locator(".inspector [data-record]").first().click();
    await page.waitForSelector("h1[data-row]");
    must((await page.locator("td mark").count()) > 0, "the cell with the amount is marked");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "money: rules side by side, between the least and the most": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "money?view=places");
    const heads = await page.locator(".money-body thead th").allInnerTexts();
    const amounts = await page.locator(".money-body tbody tr").first().locator("th, td").allInnerTexts();
    const minor = (cell) => Number(cell.replace(/[^0-9]/g, ""));
    const of = (head) => {
      const at = heads.findIndex((text) => text.toLowerCase().startsWith(head));
      must(at >= 0, `there is a column ${head}: ${heads.join(", ")}`);
      return minor(amounts[at]);
    };
    for (const rule of ["fifo", "pro rata", "lifo", "own", "trust", "victims"]) {
      if (!heads.some((text) => text.toLowerCase().startsWith(rule))) continue;
      must(of("least") <= of(rule) && of(rule) <= of("most"), `${rule}: ${amounts.join(" | ")}`);
    }
    must(of("fifo") > 0 && of("lifo") > 0 && of("most") > 0, "each rule has a figure");
    await page.locator("#tab-stops").click();
    await window.calm();
    must((await page.locator(".money-body tbody tr").count()) > 0, "each stop is a row with its reason");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "sources: files, their accounting, their rows, and back": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "sources");
    await page.locator("tbody th button").first().click();
    await page.waitForSelector(".facts .mono");
    must(/^[0-9a-f]{64}$/.test(await window.text(".facts .mono")), "the hash of the file");
    await page.locator(".rows button").last().click();
    await page.waitForSelector(".rows tbody tr");
    must((await page.locator(".rows tbody tr").count()) > 1, "rows as received");
    await page.locator(".rows tbody th button").nth(1).click();
    await page.waitForSelector("h1[data-row]");
    must((await window.text(".screen")).includes("audit"), "it says that the look is audited");
    const url = page.url();
    await page.reload();
    await page.waitForSelector("h1[data-row]");
    same(page.url(), url, "a reload shows the same");
    await page.goBack();
    await page.waitForSelector(".facts .mono");
    await page.goBack();
    await page.waitForSelector("tbody th button");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },
};
