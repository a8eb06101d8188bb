// Builds dist/ (or the folder named as the first argument): widget.js, one classic script that needs nothing else, and
// the full page. `sources.sha256` says which sources it was built from; tests/test_widget_built.py compares.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const outDir = resolve(process.argv[2] ?? join(root, "dist"));
const shared = {
  root,
  configFile: false,
  base: "./",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
const target = "es2022";

await build({
  ...shared,
  build: { outDir, emptyOutDir: true, target, assetsInlineLimit: 0, modulePreload: false, rollupOptions: {
    input: join(root, "index.html"),
    output: {
      entryFileNames: "assets/app.js",
      chunkFileNames: "assets/[name].js",
      assetFileNames: "assets/[name][extname]",
    },
  } },
});
await build({
  ...shared,
  publicDir: false,
  build: { outDir, emptyOutDir: false, target, lib: {
    entry: join(root, "src/widget.ts"), formats: ["iife"], name: "HoidapWidget", fileName: () => "widget.js",
  } },
});
const licences = ["preact", "@fontsource/be-vietnam-pro"].map(
  (name) => `${name}\n\n${readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim()}\n`,
);
writeFileSync(join(outDir, "licences.txt"), licences.join("\n\n"));
writeFileSync(join(outDir, "sources.sha256"), `${fingerprint(root)}\n`);

/** One hash of every source file: its path and its bytes, in order of path. */
function fingerprint(folder) {
  const hash = createHash("sha256");
  for (const path of [...sources(folder)].sort()) {
    hash.update(`${path}\0`).update(readFileSync(join(folder, path))).update("\0");
  }
  return hash.digest("hex");
}

function* sources(folder, below = folder) {
  for (const entry of readdirSync(below, { withFileTypes: true })) {
    if (["node_modules", "dist"].includes(entry.name)) continue;
    const path = join(below, entry.name);
    if (entry.isDirectory()) yield* sources(folder, path);
    else yield relative(folder, path).split(sep).join("/");
  }
}
