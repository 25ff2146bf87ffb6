// Weighs the first page of a signed-in reader: index.html and everything it loads before the lazy
// parts. Fails above the budget. Run after `vite build`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 300 * 1024;
const BUDGET_REQUESTS = 15;

const dist = new URL("../dist", import.meta.url).pathname;
const manifestFile = join(dist, ".vite/manifest.json");
if (!existsSync(manifestFile)) {
  console.error("size: no build to weigh; run `npm run build` first");
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));

/** Loaded at once after sign-in although the router imports it lazily; `vite.config.ts` names it. */
const page = Object.keys(manifest).find((key) => manifest[key].name === "page");
if (page === undefined) throw new Error("size: the build has no chunk named page");

const files = new Set(["index.html", "theme.js", "icon.svg", "manifest.webmanifest"]);
const seen = new Set();
function take(key) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`size: ${key} is not in the build`);
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const imported of chunk.imports ?? []) take(imported);
}
["index.html", page].forEach(take);
// One font file: the extended half loads only for the letters it has.
for (const asset of manifest["index.html"].assets ?? []) {
  if (asset.includes("latin-wght")) files.add(asset);
}

let total = 0;
const rows = [...files].map((file) => {
  const content = readFileSync(join(dist, file));
  const bytes = /\.(woff2|png)$/.test(file)
    ? content.length
    : gzipSync(content, { level: 9 }).length;
  total += bytes;
  return [file, bytes];
});
for (const [file, bytes] of rows.sort((a, b) => b[1] - a[1])) {
  console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(
  `${(total / 1024).toFixed(1).padStart(8)} KB of ${BUDGET_BYTES / 1024} in ${files.size} of ${BUDGET_REQUESTS} requests`,
);
if (total > BUDGET_BYTES || files.size > BUDGET_REQUESTS) {
  console.error("size: the first page is over its budget");
  process.exit(1);
}
