/** Fetches the page when it is first opened. */
export async function loadAgentsPage() {
  return { default: (await import("./components/AgentsPage")).AgentsPage };
}
