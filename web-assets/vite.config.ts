// Every island is a file of its own under a name that does not change, so that the templates can name it.
import { copyFileSync } from "node:fs";
import { defineConfig } from "vite";

const STATIC = "../src/marsad/web/static";
const copied = {
  "node_modules/maplibre-gl/dist/maplibre-gl-csp-worker.js": "map-worker.js",
  "node_modules/htmx.org/dist/htmx.min.js": "htmx.js",
};

export default defineConfig({
  base: "./",
  build: {
    outDir: STATIC,
    emptyOutDir: false,
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { desk: "src/desk.ts", map: "src/map.ts", style: "src/style.css" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
  plugins: [
    {
      name: "copied",
      closeBundle() {
        for (const [from, to] of Object.entries(copied)) copyFileSync(from, `${STATIC}/${to}`);
      },
    },
  ],
});
