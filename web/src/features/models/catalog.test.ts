import { describe, expect, it } from "vitest";
import { buildCatalog, findModel, searchCatalog, settleModel } from "./catalog";

const catalog = buildCatalog(
  {
    Simulator: {
      order: 9,
      klatch: { simulated: true, models: { echo: { label: "Echo", description: "Says it back" } } },
    },
    Ollama: { order: 1, klatch: { local: true } },
    openAI: { order: 0 },
    agents: { order: -1 },
    google: null,
    Empty: { order: 2 },
  },
  {
    Simulator: ["echo", "slow"],
    Ollama: ["llama4"],
    openAI: ["gpt-5.6"],
    agents: ["x"],
    google: ["g"],
    Empty: [],
  },
);

describe("the menu of models", () => {
  it("keeps the server's order and leaves out what is off, empty or elsewhere", () => {
    expect(catalog.map(({ endpoint }) => endpoint)).toEqual(["openAI", "Ollama", "Simulator"]);
  });

  it("tells simulated and local ones", () => {
    expect(catalog.map(({ simulated, local }) => [simulated, local])).toEqual([
      [false, false],
      [false, true],
      [true, false],
    ]);
  });

  it("knows the simulator by its name where the server says nothing more", () => {
    expect(buildCatalog({ Simulator: {} }, { Simulator: ["m"] })[0]?.simulated).toBe(true);
  });

  it("finds by every word, in any of the names and descriptions", () => {
    const found = (query: string) =>
      searchCatalog(catalog, query).flatMap(({ models }) => models.map(({ model }) => model));
    expect(found("  SIM back")).toEqual(["echo"]);
    expect(found("simulator")).toEqual(["echo", "slow"]);
    expect(found("gpt llama")).toEqual([]);
    expect(found("")).toHaveLength(4);
  });

  it("settles on the first wish that exists, else on the first model", () => {
    const gone = { endpoint: "Ollama", model: "gone" };
    const slow = { endpoint: "Simulator", model: "slow" };
    expect(settleModel(catalog, [undefined, gone, slow])).toEqual(slow);
    expect(settleModel(catalog, [gone])).toEqual({ endpoint: "openAI", model: "gpt-5.6" });
    expect(settleModel([], [slow])).toBeUndefined();
    expect(findModel(catalog, slow)?.entry.label).toBe("slow");
  });
});
