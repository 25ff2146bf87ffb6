import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { describeError } from "@/api";
import { Notice, Spinner } from "@/ui";
import { verifyEmail } from "../api";
import { AuthFrame } from "./AuthFrame";
import { BackToSignIn } from "./BackToSignIn";

/** Where the link of the mail leads: the address is confirmed. */
export function VerifyPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const email = query.get("email") ?? "";
  const token = query.get("token") ?? "";
  const { status, error } = useQuery({
    queryKey: ["verify", email, token],
    queryFn: async () => {
      await verifyEmail(email, token);
      return true;
    },
    retry: false,
    staleTime: Infinity,
  });
  return (
    <AuthFrame title={t("auth.verify.title")} lead={email} footer={<BackToSignIn />}>
      {status === "pending" && (
        <p role="status" className="flex items-center gap-2 text-ink-muted">
          <Spinner /> {t("auth.verify.busy")}
        </p>
      )}
      {status === "success" && (
        <Notice tone="accent" urgent>
          {t("auth.verify.done")}
        </Notice>
      )}
      {status === "error" && (
        <Notice tone="danger" urgent>
          <p>{describeError(error).text}</p>
          <p className="mt-1 text-ink-muted">{t("auth.verify.failed")}</p>
        </Notice>
      )}
    </AuthFrame>
  );
}
