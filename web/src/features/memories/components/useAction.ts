import { useState } from "react";
import { describeError } from "@/api";

/** Runs one request at a time and keeps the sentence of its failure. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  /** @returns whether it succeeded */
  async function run(work: () => Promise<void>): Promise<boolean> {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(describeError(error).text);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, failure, run };
}
