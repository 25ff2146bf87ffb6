import { describe, expect, it } from "vitest";
import { obstacleTo, sizeText } from "./limits";

const fake = { endpoint: "Fake", endpointType: "custom" };
const file = { name: "a.txt", size: 3_000_000 };

describe("limits before an upload", () => {
  it("lets a file pass where nothing is set", () => {
    expect(obstacleTo(file, 0, fake, {})).toBeUndefined();
    expect(obstacleTo(file, 10, fake, {})).toBeDefined();
  });
  it("takes the endpoint's limits before the default ones", () => {
    const config = { endpoints: { default: { fileSizeLimit: 1 }, Fake: { fileSizeLimit: 5 } } };
    expect(obstacleTo(file, 0, fake, config)).toBeUndefined();
    expect(obstacleTo(file, 0, { ...fake, endpoint: "Other" }, config)).toBeDefined();
  });
  it("refuses where files are switched off, and empty files", () => {
    expect(obstacleTo(file, 0, fake, { endpoints: { custom: { disabled: true } } })).toBeDefined();
    expect(obstacleTo({ name: "a", size: 0 }, 0, fake, {})).toBeDefined();
  });
  it("refuses types that the endpoint does not take, where the browser knows them", () => {
    const config = { endpoints: { Fake: { supportedMimeTypes: ["^text/plain$"] } } };
    const type = (value: string) => obstacleTo({ ...file, type: value }, 0, fake, config);
    expect(type("image/png")).toBeDefined();
    expect(type("")).toBeUndefined();
    expect(type("text/plain")).toBeUndefined();
  });
  it("writes sizes for people", () => {
    expect([12, 2048, 3_565_158, 52_428_800].map(sizeText)).toEqual([
      "12 B",
      "2 KB",
      "3.4 MB",
      "50 MB",
    ]);
  });
});
