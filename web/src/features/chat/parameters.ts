/**
 * A conversation's model settings. A setting that is not set is not sent at all, so that the provider's own default
 * applies; an empty value never stands for "unset" on the wire.
 */
import { isRecord } from "@/api";

export interface Parameters {
  readonly promptPrefix?: string;
  readonly modelLabel?: string;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly maxContextTokens?: number;
  readonly frequency_penalty?: number;
  readonly presence_penalty?: number;
  readonly stop?: readonly string[];
  readonly reasoning_effort?: string;
}

export type ParameterName = keyof Parameters;

export type ParameterField =
  | {
      readonly name: ParameterName;
      readonly kind: "text";
      readonly long: boolean;
      readonly max: number;
    }
  | {
      readonly name: ParameterName;
      readonly kind: "number";
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly whole: boolean;
    }
  | { readonly name: ParameterName; readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly name: ParameterName; readonly kind: "list"; readonly most: number };

const fraction = (name: ParameterName, min: number, max: number): ParameterField => {
  return { name, kind: "number", min, max, step: 0.05, whole: false };
};
const whole = (name: ParameterName): ParameterField => {
  return { name, kind: "number", min: 1, max: 10_000_000, step: 1, whole: true };
};

/** The settings in the order of the panel. Bounds are those of the OpenAI chat completions API. */
export const PARAMETER_FIELDS: readonly ParameterField[] = [
  { name: "promptPrefix", kind: "text", long: true, max: 100_000 },
  fraction("temperature", 0, 2),
  fraction("top_p", 0, 1),
  whole("max_tokens"),
  {
    name: "reasoning_effort",
    kind: "choice",
    choices: ["none", "minimal", "low", "medium", "high", "xhigh"],
  },
  fraction("frequency_penalty", -2, 2),
  fraction("presence_penalty", -2, 2),
  { name: "stop", kind: "list", most: 4 },
  whole("maxContextTokens"),
  { name: "modelLabel", kind: "text", long: false, max: 60 },
];

/** Why a typed value cannot be used. */
export type ParameterProblem = "number" | "whole" | "range" | "length" | "count";

export type ParsedParameter =
  { readonly value: Parameters[ParameterName] } | { readonly problem: ParameterProblem };

function parseNumber(
  field: Extract<ParameterField, { kind: "number" }>,
  typed: string,
): ParsedParameter {
  const value = Number(typed.trim().replace(",", "."));
  if (!Number.isFinite(value)) return { problem: "number" };
  if (field.whole && !Number.isInteger(value)) return { problem: "whole" };
  return value < field.min || value > field.max ? { problem: "range" } : { value };
}

/** Reads what was typed; an empty text means unset. */
export function parseParameter(field: ParameterField, typed: string): ParsedParameter {
  if (typed.trim() === "") return { value: undefined };
  if (field.kind === "number") return parseNumber(field, typed);
  if (field.kind === "list") {
    const list = typed.split("\n").filter((line) => line !== "");
    return list.length > field.most ? { problem: "count" } : { value: list };
  }
  if (field.kind === "text" && typed.length > field.max) return { problem: "length" };
  return { value: typed };
}

/** How a value is shown for editing. */
export function showParameter(value: Parameters[ParameterName]): string {
  if (value === undefined) return "";
  return typeof value === "object" ? value.join("\n") : String(value);
}

/** The settings with one of them changed or, for undefined, unset. */
export function withParameter(
  parameters: Parameters,
  name: ParameterName,
  value: Parameters[ParameterName],
): Parameters {
  const { [name]: _old, ...rest } = parameters;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** Takes the settings out of a conversation's record; what is absent, null or broken there is unset. */
export function parametersOf(record: unknown): Parameters {
  if (!isRecord(record)) return {};
  let parameters: Parameters = {};
  for (const field of PARAMETER_FIELDS) {
    const value = record[field.name];
    if (value === undefined || value === null || value === "") continue;
    if (field.kind === "list" && !Array.isArray(value)) continue;
    const typed = Array.isArray(value) ? value.map(String).join("\n") : String(value);
    const parsed = parseParameter(field, typed);
    if ("value" in parsed) parameters = withParameter(parameters, field.name, parsed.value);
  }
  return parameters;
}
