import type { Plugin } from "vite";

/** Speaks the wire contract in development; grows with the client. */
export function mockServer(): Plugin {
  return { name: "klatch-mock-server" };
}
