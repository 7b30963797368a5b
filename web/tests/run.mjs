// Runs the tests of this folder against the real program; a line of JSON for each: {name, status, lines, seconds}.
//
//   node web/tests/run.mjs [ONLY]      those whose name contains ONLY
//
// CUIBONO_PROGRAM, CUIBONO_CHROMIUM: other ones than those of the build and of the system.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, Desk, forget, program, Serve, simulated } from "./workbench.mjs";

const only = (process.argv[2] ?? "").toLowerCase();
const here = dirname(fileURLToPath(import.meta.url));
const tell = (verdict) => process.stdout.write(`${JSON.stringify(verdict)}\n`);

const tests = [];
for (const file of readdirSync(here).filter((name) => name.endsWith(".spec.mjs")).sort()) {
  const { default: list } = await import(pathToFileURL(join(here, file)).href);
  for (const [words, run] of Object.entries(list)) {
    const name = `page.${file.replace(".spec.mjs", "")}.${words.replaceAll(" ", "_")}`;
    if (name.toLowerCase().includes(only)) tests.push({ name, run });
  }
}

const missing = program === null ? "the program is not built"
  : chromium === null ? "there is no chromium; script/setup --test installs it" : null;
if (missing) {
  for (const { name } of tests) tell({ name, status: "skipped", lines: [missing], seconds: 0 });
} else if (tests.length > 0) {
  const { chromium: engine } = await import("playwright-core");
  const path = simulated("case");
  const serve = await Serve.start(path);
  const browser = await engine.launch({ executablePath: chromium,
    args: ["--no-sandbox", "--enable-unsafe-swiftshader", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });
  const desk = new Desk(browser, serve);
  let failed = 0;
  for (const { name, run } of tests) {
    const began = Date.now();
    const lines = [];
    const windows = [];
    const give = { desk, serve, browser, path, open: async (options) => {
      const window = await desk.window(options);
      windows.push(window);
      return window;
    } };
    try {
      await run(give);
    } catch (error) {
      lines.push(...String(error.stack ?? error).split("\n").slice(0, 20),
        ...windows.flatMap((window) => window.wrong.slice(0, 10)));
      failed += 1;
    }
    for (const window of windows) await window.context.close().catch(() => undefined);
    tell({ name, status: lines.length ? "failed" : "passed", lines, seconds: (Date.now() - began) / 1000 });
  }
  await browser.close();
  await serve.end();
  if (failed > 0) process.exitCode = 1;
}
forget();
