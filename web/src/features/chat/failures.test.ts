import { describe, expect, it } from "vitest";
import { ApiError } from "@/api";
import en from "@/i18n/en.json";
import { FAILURE_KINDS, failureOfPart, failureOfRequest, failureOfText } from "./failures";

describe("failures", () => {
  it("have a title, a cause and a way out in the catalogue, whatever their kind", () => {
    const keys = new Set(Object.keys(en));
    for (const kind of FAILURE_KINDS) {
      for (const what of ["title", "cause", "fix"]) {
        expect(keys.has(`chat.failure.${what}.${kind}`), `${what} of ${kind}`).toBe(true);
      }
    }
  });

  it("of an answer tell who, why and what to do in the server's words", () => {
    const failure = failureOfPart({
      type: "error",
      error: "plain words",
      klatch: {
        kind: "bad_request",
        endpoint: "DeepSeek",
        model: "chat",
        status: 400,
        parameter: "top_p",
        cause: "The model takes no top_p.",
        fix: "Drop it.",
        attempts: 2,
        wireId: "w",
      },
    });
    expect(failure).toMatchObject({
      kind: "bad_request",
      who: "DeepSeek",
      parameter: "top_p",
      cause: "The model takes no top_p.",
      fix: "Drop it.",
      attempts: 2,
    });
  });

  it("of an unknown kind are still shown", () => {
    expect(
      failureOfPart({ type: "error", error: "odd", klatch: { kind: "brand_new" } }),
    ).toMatchObject({
      kind: "provider_error",
      cause: "odd",
    });
  });

  it.each([
    ['{"type":"no_user_key"}', "missing_key"],
    ['{"type":"token_balance","balance":0}', "quota"],
    ['{"code":"INPUT_LENGTH","info":"9000 / 8000"}', "context_length"],
    ['{"type":"ban"}', "denied"],
    ['{"type":"something_else","message":"Words."}', "provider_error"],
    ["Just words", "provider_error"],
    ["{broken", "provider_error"],
  ])("that come as text are understood: %s", (text, kind) => {
    expect(failureOfText(text).kind).toBe(kind);
  });

  it.each([
    [new ApiError("", { status: 0 }), "unreachable"],
    [new ApiError("Slow down.", { status: 429 }), "rate_limit"],
    [new ApiError("Broken.", { status: 500, requestId: "r-7" }), "server"],
    [new ApiError("No.", { status: 403 }), "denied"],
    [new ApiError("Which?", { status: 400, code: "missing_model" }), "model_not_found"],
  ])("of a request are told apart: %s", (error, kind) => {
    expect(failureOfRequest(error)).toMatchObject({ kind, requestId: error.requestId ?? null });
  });
});
