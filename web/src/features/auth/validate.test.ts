import { describe, expect, it } from "vitest";
import { emailProblem, nameProblem, newPasswordProblem } from "./validate";

describe("sign-up fields", () => {
  it("take usual addresses and refuse what is none", () => {
    expect(emailProblem("ada@example.com")).toBeUndefined();
    expect(emailProblem("ada@localhost")).toBeUndefined();
    expect(emailProblem(" ")).toEqual({ key: "auth.error.emailMissing" });
    expect(emailProblem("ada@example")).toEqual({ key: "auth.error.emailFormat" });
  });

  it("take names of 3 to 80 characters", () => {
    expect(nameProblem("Ada")).toBeUndefined();
    expect(nameProblem(" A ")).toBeDefined();
    expect(nameProblem("a".repeat(81))).toBeDefined();
  });

  it("take passwords from the server's minimum to 128 characters", () => {
    expect(newPasswordProblem("12345678", 8)).toBeUndefined();
    expect(newPasswordProblem("1234567", 8)).toEqual({
      key: "auth.error.passwordLength",
      count: 8,
    });
    expect(newPasswordProblem("        ", 8)).toBeDefined();
    expect(newPasswordProblem("a".repeat(129), 8)).toEqual({ key: "auth.error.passwordTooLong" });
  });
});
