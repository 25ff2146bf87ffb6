import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".webmanifest", ".txt"]);
/** Below this size (bytes) the headers cost more than the compression saves. */
const SMALLEST = 512;

/** Writes a .gz and a .br beside every compressible file of the build, so that the server only has to send. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "klatch-precompress",
    apply: "build",
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      await Promise.all(
        entries
          .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
          .map((entry) => compress(join(entry.parentPath, entry.name))),
      );
    },
  };
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < SMALLEST) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  await Promise.all([
    promisify(gzip)(content, { level: 9 }).then((bytes) => writeFile(`${file}.gz`, bytes)),
    promisify(brotliCompress)(content, { params }).then((bytes) => writeFile(`${file}.br`, bytes)),
  ]);
}

/** Leaves KaTeX's fonts in WOFF 2 only; every browser that we serve reads it, and the build halves. */
export function modernKatexFonts(): Plugin {
  return {
    name: "klatch-modern-katex-fonts",
    enforce: "pre",
    transform: {
      filter: { id: /katex[\\/]dist[\\/].*\.css/ },
      handler: (code) =>
        code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["']?\w+["']?\)/g, ""),
    },
  };
}
