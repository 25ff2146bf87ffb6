import { describe, expect, it } from "vitest";
import en from "@/i18n/en.json";
import { PARAMETER_FIELDS, parametersOf, parseParameter, withParameter } from "./parameters";

const field = (name: string) => {
  const found = PARAMETER_FIELDS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};

describe("model settings", () => {
  it("have a label and a hint each", () => {
    for (const { name } of PARAMETER_FIELDS) {
      expect(en).toHaveProperty([`chat.parameters.${name}.label`]);
      expect(en).toHaveProperty([`chat.parameters.${name}.hint`]);
    }
  });

  it.each([
    ["temperature", "0.7", { value: 0.7 }],
    ["temperature", "0,7", { value: 0.7 }],
    ["temperature", "0", { value: 0 }],
    ["temperature", " ", { value: undefined }],
    ["temperature", "warm", { problem: "number" }],
    ["temperature", "2.1", { problem: "range" }],
    ["frequency_penalty", "-2", { value: -2 }],
    ["max_tokens", "100", { value: 100 }],
    ["max_tokens", "1.5", { problem: "whole" }],
    ["max_tokens", "0", { problem: "range" }],
    ["stop", "a\n\nb", { value: ["a", "b"] }],
    ["stop", "a\nb\nc\nd\ne", { problem: "count" }],
    ["modelLabel", "x".repeat(61), { problem: "length" }],
    ["reasoning_effort", "low", { value: "low" }],
  ])("%s takes %j", (name, typed, expected) => {
    expect(parseParameter(field(name), typed)).toEqual(expected);
  });

  it("are gone when they are unset, not empty", () => {
    expect(withParameter({ temperature: 1, top_p: 0.5 }, "top_p", undefined)).toEqual({
      temperature: 1,
    });
  });

  it("are read from a conversation, leaving out what is absent, null or broken", () => {
    const record = {
      temperature: 0,
      top_p: null,
      max_tokens: "400",
      stop: ["END"],
      frequency_penalty: "nonsense",
      reasoning_effort: "",
      title: "ignored",
    };
    expect(parametersOf(record)).toEqual({ temperature: 0, max_tokens: 400, stop: ["END"] });
    expect(parametersOf(undefined)).toEqual({});
  });
});
