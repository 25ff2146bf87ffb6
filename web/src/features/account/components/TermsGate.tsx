import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useStartupConfig } from "@/features/auth";
import { termsQuery } from "../api";

const TermsDialog = lazy(async () => ({ default: (await import("./TermsDialog")).TermsDialog }));

/** Asks for the terms of service where they must be accepted and are not yet. */
export function TermsGate() {
  const terms = useStartupConfig()?.interface?.termsOfService;
  const wanted = terms?.modalAcceptance === true;
  const { data } = useQuery({ ...termsQuery, enabled: wanted });
  if (!wanted || data === undefined || data.termsAccepted) return null;
  return (
    <Suspense fallback={null}>
      <TermsDialog terms={terms} />
    </Suspense>
  );
}
