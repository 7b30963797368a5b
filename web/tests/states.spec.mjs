// Empty, wrong, waiting: what a screen shows when the engine has nothing, refuses, or is still reading.
import { must, same, until } from "./workbench.mjs";

const problem = (status, title, hint) => ({
  status, contentType: "application/problem+json",
  body: JSON.stringify({ type: "/problems/failed", title, status, detail: "At this place.", instance: "/", hint }),
});
const api = (path) => `**/api/v1/${path}{,\\?*}`;
const lists = { total: 0, shown: 0, omitted_because: null, offset: 0, rows: [] };

export default {
  "an error says what, where and what to do, and can be tried again": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    for (const [screen, path] of [["overview", "overview"], ["money", "money"], ["sources", "sources"], ["network", "graph"]]) {
      await page.route(api(path), (route) => route.fulfill(problem(500, "It could not be read", "Run the case again.")));
      await page.goto("about:blank");
      await page.goto(`${serve.base}/#/${screen}`);
      await page.waitForSelector(".failed");
      const text = await window.text(".failed");
      for (const words of ["It could not be read", "At this place.", "Run the case again.", "Copy details"])
        must(text.includes(words), `${screen}: ${words} in ${text}`);
      must((await page.locator(".rail a").count()) === 4, "the rest of the page stays usable");
      await page.unroute(api(path));
      await page.locator(".failed button").first().click();
      await page.waitForFunction(() => !document.querySelector(".failed"));
      await window.calm();
    }
  },

  "what was there stays, greyed, when the next answer fails": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "money");
    await page.waitForSelector(".sankey");
    await page.route(api("money/steps"), (route) => route.fulfill(problem(500, "No steps", "Try again.")));
    await page.locator("#tab-steps").click();
    await page.waitForSelector(".money-body .failed");
    must((await page.locator(".money-body.stale .sankey").count()) === 1, "the picture is still there");
    await page.unroute(api("money/steps"));
    await page.locator(".failed button").first().click();
    await page.waitForSelector(".money-body table");
    same(await page.locator(".stale").count(), 0, "nothing is grey any more");
  },

  "nothing there says what is missing and the command": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    const json = (body) => (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(body) });
    await page.route(api("sources"), json(lists));
    await page.route(api("money"), json({ currencies: [], cut: [] }));
    await page.route(api("graph"), json({ revision: "0", nodes: [], edges: [], groups: [], sites: [], total: { nodes: 0, edges: 0 },
      shown: { nodes: 0, edges: 0 }, omitted_because: null }));
    await page.route(api("overview"), json({ bottom_line: [], counts: [], money: [], staff: null, leads: lists,
      health: { items: [], questions: [], amounts: [], same_records: 0, cuts: [], notes: [], quarantined: lists } }));
    for (const [screen, words] of [["sources", "cuibono add"], ["money", "No reported payment"], ["overview", "cuibono run"],
      ["network", ""]]) {
      await window.at(serve.base, screen);
      await page.waitForSelector(".empty");
      must((await window.text(".empty")).includes(words), `${screen} says ${words}`);
    }
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "while the events are read it waits and then shows": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    let asked = 0;
    await page.route(api("graph"), (route) => {
      asked += 1;
      if (asked > 2) return route.fallback();
      return route.fulfill({ ...problem(503, "Still loading", "The events are being read."),
        headers: { "Retry-After": "1", "Content-Type": "application/problem+json" } });
    });
    await page.goto("about:blank");
    await page.goto(`${serve.base}/#/network`);
    await page.waitForSelector(".waiting");
    must((await window.text(".waiting")).includes("being read"), "it says what it waits for");
    await page.waitForFunction(() => /\d/.test(document.querySelector(".bar .shown")?.textContent ?? ""), undefined, { timeout: 60_000 });
    same(asked >= 3, true, "it asked again by itself");
  },

  "evidence is text: nothing of it runs or turns the line": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    const evil = '<img src=x onerror="window.hit=1">\u202Egnihtyna<script>window.hit=1</script>';
    await page.route(api("overview"), async (route) => {
      const answer = await (await route.fetch()).json();
      answer.bottom_line[0].text = evil;
      answer.leads.rows.forEach((lead) => (lead.step = evil));
      answer.health.items[0].name = evil;
      await route.fulfill({ json: answer });
    });
    await window.at(serve.base, "overview");
    must((await window.text(".bottom-line li")).includes("<img src=x"), "it stands there as text");
    same(await page.evaluate(() => window.hit ?? 0), 0, "nothing ran");
    same(await page.locator(".bottom-line img, .bottom-line script").count(), 0, "no element came of it");
    must(await page.evaluate((text) => [...document.querySelectorAll("bdi")].some((one) => one.textContent === text), evil),
      "it stands isolated");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a read-only case and a case that is behind say so": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await page.route(api("case"), async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({ json: { ...answer, read_only: true, stale: true, mask: "as of 2026-01-01" } });
    });
    await window.at(serve.base, "overview");
    const said = await until("banners", async () => {
      const text = await page.locator(".banners").innerText();
      return text.includes("2026-01-01") && text;
    });
    for (const words of ["Read only", "cuibono run", "Not the whole case"]) must(said.includes(words), words);
  },
};
