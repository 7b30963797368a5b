import { defineConfig } from "vite";

// Static files that the program serves from itself: no inline script, no inline style, no data: fonts.
export default defineConfig({
  base: "/",
  build: {
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
  },
  // The program answers no page but its own: what is asked through here says that it comes from there.
  server: { proxy: { "/api": { target: "http://127.0.0.1:8800", changeOrigin: true,
    headers: { origin: "http://127.0.0.1:8800" } } } },
});
