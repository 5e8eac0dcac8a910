// Builds everything a page loads into ../dist: one style sheet, one script, one sprite of icons.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { mkdir, readFile, readdir, rm, writeFile, copyFile } from "node:fs/promises";

const here = new URL("./", import.meta.url);
const dist = new URL("../dist/", here);
const BUDGET = 60_000;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

await build({
  absWorkingDir: decodeURIComponent(here.pathname),
  entryPoints: { app: "src/app.ts", "app-style": "src/app.css" },
  outdir: "../dist",
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  legalComments: "none",
  logLevel: "warning",
}).catch(() => process.exit(1));

// What other websites carry: one small script that stands alone, not a module.
await build({
  absWorkingDir: decodeURIComponent(here.pathname),
  entryPoints: { widget: "src/widget.ts" },
  outdir: "../dist",
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  logLevel: "warning",
}).catch(() => process.exit(1));

// esbuild names a style sheet after its entry point; the page knows it as app.css.
await writeFile(new URL("app.css", dist), await readFile(new URL("app-style.css", dist)));
await rm(new URL("app-style.css", dist));

await writeFile(new URL("icons.svg", dist), await sprite());
await copyFile(new URL("src/mark.svg", here), new URL("mark.svg", dist));
await weigh();

// The list of icons is the server's: a name there is a symbol here.
async function sprite() {
  const list = await readFile(new URL("../src/ui/icons.txt", here), "utf8");
  const symbols = await Promise.all(
    list.split("\n").filter(Boolean).map(async (name) => {
      const file = new URL(`node_modules/@tabler/icons/icons/outline/${name}.svg`, here);
      const drawing = await readFile(file, "utf8");
      const shapes = drawing
        .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
        .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
        .replace(/\s*\n\s*/g, "")
        .replaceAll(" />", "/>");
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function weigh() {
  let total = 0;
  for (const name of (await readdir(dist)).sort()) {
    const bytes = gzipSync(await readFile(new URL(name, dist)), { level: 9 }).length;
    total += bytes;
    console.log(`${name.padEnd(12)} ${(bytes / 1000).toFixed(1).padStart(6)} kB gzip`);
  }
  console.log(`${"together".padEnd(12)} ${(total / 1000).toFixed(1).padStart(6)} of ${BUDGET / 1000} kB`);
  if (total > BUDGET) {
    console.error("The assets weigh more than their budget.");
    process.exit(1);
  }
}
