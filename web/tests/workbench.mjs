// What the tests of the page stand on: a simulated case, a started `cuibono serve`, a browser without network.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The built program: CUIBONO_PROGRAM, or that of the release or development build. */
export const program = process.env.CUIBONO_PROGRAM ??
  ["release", "dev"].map((build) => join(root, `build/${build}/cuibono`)).find(existsSync) ?? null;
export const chromium = process.env.CUIBONO_CHROMIUM ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync) ?? null;

export const folder = mkdtempSync(join(tmpdir(), "workbench-"));
export const forget = () => rmSync(folder, { recursive: true, force: true });

/** A case that was simulated and run. */
export function simulated(name, scale = "0.05") {
  const path = join(folder, name);
  execFileSync(program, ["simulate", path, "--seed", "1", "--scale", scale], { stdio: "pipe" });
  execFileSync(program, ["-C", path, "run"], { stdio: "pipe" });
  return path;
}

export async function until(what, check, seconds = 30) {
  const last = Date.now() + 1000 * seconds;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > last) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

/** `cuibono serve` of a case. */
export class Serve {
  static async start(path, ...words) {
    const serve = new Serve();
    serve.said = "";
    serve.used = new Set();
    serve.process = spawn(program, ["-C", path, "serve", ...words], { stdio: ["ignore", "pipe", "pipe"] });
    serve.ended = new Promise((done) => serve.process.on("exit", (code) => done(code)));
    serve.process.stdout.on("data", (text) => (serve.said += text));
    serve.process.stderr.on("data", (text) => (serve.said += text));
    await until("the address", () => serve.addresses().length > 0 || serve.process.exitCode !== null);
    if (serve.process.exitCode !== null) throw new Error(`serve ended: ${serve.said}`);
    serve.base = new URL(serve.addresses()[0]).origin;
    serve.port = Number(new URL(serve.base).port);
    await until("the network", () => serve.said.includes("the network is read"), 120);
    return serve;
  }
  addresses() {
    return this.said.match(/http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/g) ?? [];
  }
  /** An address that nobody used: each opens the case once, and then the program tells the next. */
  async fresh() {
    const newest = () => this.addresses().at(-1);
    await until("a new address", () => !this.used.has(newest()));
    this.used.add(newest());
    return newest();
  }
  async end(how = "SIGTERM") {
    if (this.process.exitCode === null) this.process.kill(how);
    return this.ended;
  }
}

/** A page of the workbench that remembers what went wrong in it. */
export class Window {
  constructor(page) {
    this.page = page;
    this.wrong = [];
    page.setDefaultTimeout(90_000);
    page.setDefaultNavigationTimeout(90_000);
    page.on("console", (message) => {
      // The browser itself logs each answer above 399; those are counted below, by their state.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
        this.wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.wrong.push(`error: ${error.stack ?? error.message}`));
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.wrong.push(`${answer.status()} ${answer.url()}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      if (!/ERR_ABORTED/.test(why)) this.wrong.push(`${why} ${request.url()}`);
    });
  }
  /** Nothing is asked any more, and nothing waits. */
  async calm() {
    await this.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') &&
      document.querySelector("#screen")?.childElementCount, undefined, { timeout: 60_000 });
  }
  async at(base, hash) {
    await this.page.goto("about:blank");
    await this.page.goto(`${base}/#/${hash}`);
    await this.calm();
  }
  text(selector) {
    return this.page.locator(selector).first().innerText();
  }
}

/** Opens windows of one browser in which somebody has signed in. */
export class Desk {
  constructor(browser, serve) {
    this.browser = browser;
    this.serve = serve;
    this.cookies = null;
  }
  async context({ theme = "light", language = "en", width = 1440, height = 900 } = {}) {
    const context = await this.browser.newContext({ viewport: { width, height } });
    await context.addInitScript(([shade, words]) => {
      if (location.protocol !== "http:") return;
      localStorage.setItem("cuibono.theme", shade);
      localStorage.setItem("cuibono.language", words);
    }, [theme, language]);
    if (this.cookies) {
      await context.addCookies(this.cookies);
      return context;
    }
    const page = await context.newPage();
    await page.goto(await this.serve.fresh());
    await page.waitForSelector(".rail a");
    await until("the cookie", async () => (await context.cookies()).length > 0);
    this.cookies = await context.cookies();
    await page.close();
    return context;
  }
  async window(options = {}) {
    const context = await this.context(options);
    const window = new Window(await context.newPage());
    window.context = context;
    return window;
  }
}

/** The same numbers each time, from 0 to 1. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function must(truth, words) {
  if (!truth) throw new Error(words);
}

export function same(found, wanted, words) {
  if (found !== wanted) throw new Error(`${words}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}
