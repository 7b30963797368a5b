// Frames a second while panning, of the three ways to draw the network, in one run. One JSON line each.
//
//   node bench/frames.mjs [--seconds 4] [--marks 2000,20000] [--chromium /usr/bin/chromium] [--gl]
//
// Without --gl the browser draws WebGL by software, as remote desktops do; with it by the machine's own card.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { build } from "vite";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "4" },
    marks: { type: "string", default: "2000,20000" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    gl: { type: "boolean", default: false },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const out = await mkdtemp(join(tmpdir(), "frames-"));
await build({ root: here, base: "/", configFile: false, logLevel: "error", build: { outDir: out, emptyOutDir: true } });

const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const server = createServer(async (request, response) => {
  try {
    const path = request.url === "/" ? "/index.html" : request.url.replaceAll("..", "");
    const body = await readFile(join(out, path));
    response.writeHead(200, { "Content-Type": kinds[extname(path)] ?? "text/plain" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const software = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const browser = await chromium.launch({
  executablePath: values.chromium,
  args: ["--no-sandbox", ...(values.gl ? ["--ignore-gpu-blocklist"] : software)],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  page.on("pageerror", (error) => console.error(error.message));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => "frames" in globalThis);
  const webgl = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("webgl2");
    const info = context?.getExtension("WEBGL_debug_renderer_info");
    return info ? context.getParameter(info.UNMASKED_RENDERER_WEBGL) : "none";
  });
  console.log(JSON.stringify({ browser: browser.version(), webgl, seconds: Number(values.seconds) }));
  for (const marks of values.marks.split(",").map(Number)) {
    for (const renderer of ["lines_and_points", "canvas", "sigma_default"]) {
      const result = await page.evaluate(
        ([name, nodes, seconds]) => globalThis.frames(name, nodes, 3 * nodes, seconds),
        [renderer, marks, Number(values.seconds)]);
      console.log(JSON.stringify(result));
    }
  }
} finally {
  await browser.close();
  server.close();
  await rm(out, { recursive: true });
}
