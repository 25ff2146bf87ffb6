import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { mockServer } from "./dev/mockServer.ts";
import { modernKatexFonts, precompress } from "./scripts/plugins.ts";

/** A running Klatch to talk to in development; without it the mock in `dev/` answers. */
const server = process.env["KLATCH_SERVER"];

/** Newest common feature level of the browsers of 2024: CSS `light-dark()`, `oklch()`, `:has()`. */
const browsers = ["chrome125", "edge125", "firefox128", "safari17.5"];

export default defineConfig({
  base: "./",
  plugins: [
    modernKatexFonts(),
    react(),
    tailwindcss(),
    precompress(),
    ...(server === undefined ? [mockServer()] : []),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    proxy:
      server === undefined
        ? {}
        : { "/api": server, "/oauth": server, "/images": server, "/health": server },
  },
  // Languages of the highlighter become chunks of their own instead of one worker of 3 MB.
  worker: { format: "es" },
  build: {
    target: browsers,
    cssTarget: browsers,
    outDir: "dist",
    manifest: true,
    // The Content-Security-Policy allows neither inline scripts nor data: URLs for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the sign-in pages and the chat share travels as one file instead of five.
            {
              name: "base",
              test: /[\\/]src[\\/](api|i18n|lib|ui)[\\/](?!markdown)|[\\/]features[\\/](auth|settings|models|conversations)[\\/](?!components[\\/](Settings|Shortcuts)Dialog)/,
              minShareCount: 2,
            },
            // The shell and the chat are never seen without each other.
            { name: "page", test: /[\\/]src[\\/]app[\\/](shell[\\/]|ChatRoute)/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    // Only a test that hangs shall end by the clock; the machine may be busy.
    testTimeout: 60_000,
  },
});
