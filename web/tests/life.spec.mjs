// The address is the state; windows come and go, keys are lost, the server dies and comes back.
import { Desk, dice, must, same, Serve, until } from "./workbench.mjs";

export default {
  "the address holds what is looked at": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    await page.locator(".lead").first().click();
    await page.waitForFunction(() => location.hash.includes("show=lead"));
    await page.locator('.window input').first().fill("2025-03-01");
    await page.locator('.window input').first().dispatchEvent("change");
    await page.waitForFunction(() => location.hash.includes("from=2025-03-01"));
    await page.locator('.rail a').nth(2).click();
    await page.waitForSelector(".sankey");
    const url = page.url();
    must(url.includes("from=2025-03-01") && url.includes("show=lead"), "window and selection go along");
    const said = await window.text(".inspector h2");
    await page.reload();
    await page.waitForSelector(".inspector h2");
    await window.calm();
    same(page.url(), url, "a reload keeps the address");
    same(await window.text(".inspector h2"), said, "and what it shows");
    await page.goBack();
    await page.waitForFunction(() => location.hash.startsWith("#/overview"));
    same(await page.locator('.window input').first().inputValue(), "2025-03-01", "Back keeps the window");
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes("from="));
    await page.goForward();
    await page.waitForFunction(() => location.hash.includes("from=2025-03-01"));
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },

  "a second window is on its own": async ({ open, serve }) => {
    const one = await open();
    await one.at(serve.base, "overview");
    const second = await one.context.newPage();
    await second.goto(`${serve.base}/#/sources`);
    await second.waitForSelector("tbody tr");
    await one.page.locator(".rail a").nth(2).click();
    await one.page.waitForSelector(".money-head");
    must(second.url().includes("#/sources"), "the other window stays where it is");
    same(one.wrong.join("\n"), "", "nothing went wrong");
  },

  "the key leaves the address at once and works once": async ({ browser, serve }) => {
    const address = await serve.fresh();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForSelector(".bottom-line");
    must(!page.url().includes("token"), "the address holds no key");
    await context.close();
    const stranger = await browser.newContext();
    const late = await stranger.newPage();
    await late.goto(address);
    await late.waitForSelector(".failed, .banners p");
    await until("it says so", async () => (await late.locator(".banners").innerText()).includes("cuibono serve"));
    same(await late.locator(".bottom-line").count(), 0, "and shows nothing");
    await stranger.close();
  },

  "a session that is lost says which address to open, and goes on with it": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    await window.at(serve.base, "overview");
    await window.context.clearCookies();
    await page.locator(".rail a").nth(3).click();
    await until("it says so", async () => (await page.locator(".banners").innerText()).includes("cuibono serve"));
    must((await window.text(".screen")).includes("cuibono serve"), "the screen says it as well");
    // The address that serve printed, pasted into the same window.
    await page.goto(await serve.fresh());
    await page.waitForSelector("tbody tr");
    must(page.url().includes("#/sources") && !page.url().includes("token"), `it goes on where it was: ${page.url()}`);
    same((await page.locator(".banners").innerText()).includes("cuibono serve"), false, "the banner is gone");
  },

  "the server is killed and comes back": async ({ browser, path }) => {
    const first = await Serve.start(path);
    const desk = new Desk(browser, first);
    const window = await desk.window();
    const { page } = window;
    await window.at(first.base, "money");
    await page.waitForSelector(".sankey");
    await first.end("SIGKILL");
    await page.locator("#tab-steps").click();
    await until("it says so", async () => (await page.locator(".banners").innerText()).includes("does not answer"));
    must((await page.locator(".sankey").count()) === 1, "what was there is still there");
    const again = await Serve.start(path, "--port", String(first.port));
    await until("it notices", async () => (await page.locator(".banners").innerText()).includes("no key any more"), 60);
    await page.goto(await again.fresh());
    await page.waitForSelector(".money-body table", { timeout: 60_000 });
    same(await page.locator(".banners p").count(), 0, "no banner is left");
    await window.context.close();
    await again.end();
  },

  "three hundred clicks and keys": async ({ open, serve }) => {
    const window = await open();
    const { page } = window;
    const next = dice(300);
    const keys = ["j", "k", "Enter", "Escape", "Tab", "[", "]", "e", "f", "p", "t", "Delete", "Control+z", "Control+y",
      "Control+a", "ArrowRight", "ArrowDown", "g", "o", "n", "m", "s", "?", "/", "+", "-"];
    const done = [];
    await window.at(serve.base, "overview");
    for (let n = 0; n < 300; ++n) {
      if (next() < 0.45) {
        const key = keys[Math.floor(next() * keys.length)];
        done.push(key);
        await page.keyboard.press(key);
      } else {
        const roll = next();
        const said = await page.evaluate((where) => {
          const root = document.querySelector("dialog[open]") ?? document;
          const all = [...root.querySelectorAll("button, a[href], summary, [role=button], input[type=checkbox]")]
            .filter((one) => !one.disabled && one.getClientRects().length > 0);
          const one = all[Math.floor(where * all.length)];
          if (!one) return "";
          if (one instanceof HTMLElement) one.click();
          else one.dispatchEvent(new MouseEvent("click", { bubbles: true }));
          return (one.textContent ?? "").slice(0, 30);
        }, roll);
        done.push(said);
      }
      if (n % 10 === 9) await page.waitForTimeout(60);
      if (window.wrong.length) throw new Error(`after ${done.slice(-6).join(" · ")}: ${window.wrong.join("\n")}`);
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await window.at(serve.base, "overview");
    must((await page.locator(".bottom-line").count()) === 1, "the page is whole");
    same(window.wrong.join("\n"), "", "nothing went wrong");
  },
};
