import { useMemo, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { qrCode } from "@/lib/qr";
import { Button, TextField } from "@/ui";
import { confirmTwoFactor, type TwoFactorSetup as Setup } from "../api";
import { useAction } from "./useAction";

export interface TwoFactorSetupProps {
  setup: Setup;
  onCancel: () => void;
  onConfirmed: () => void;
}

/** Shows the secret to an authenticator app, then asks for its first code. */
export function TwoFactorSetup({ setup, onCancel, onConfirmed }: TwoFactorSetupProps) {
  const { t } = useTranslation();
  const { busy, failure, run } = useAction();
  const secret = new URL(setup.otpauthUrl).searchParams.get("secret") ?? "";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    if (await run(() => confirmTwoFactor(code.replaceAll(/\s/g, "")))) onConfirmed();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <ol className="flex list-decimal flex-col gap-4 pl-5 text-sm marker:font-semibold marker:text-ink-faint">
        <li>
          <p>{t("twoFactor.scan")}</p>
          <div className="mt-3 flex flex-wrap items-center gap-4">
            <QrImage text={setup.otpauthUrl} />
            <div className="min-w-48 flex-1">
              <p className="text-ink-muted">{t("twoFactor.manual")}</p>
              <code className="mt-1.5 block font-mono text-sm break-all select-all">
                {secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
              </code>
            </div>
          </div>
        </li>
        <li>
          <p>{t("twoFactor.enterCode")}</p>
          <TextField
            name="code"
            label={t("auth.second.code")}
            autoComplete="one-time-code"
            inputMode="numeric"
            error={failure}
            className="mt-2 max-w-56"
          />
        </li>
      </ol>
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {t("twoFactor.confirm")}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Modules left free around the code, which readers need. */
const QUIET = 4;

function QrImage({ text }: { text: string }) {
  const { t } = useTranslation();
  const grid = useMemo(() => qrCode(text), [text]);
  const path = grid
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("");
  const side = grid.length + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={t("twoFactor.qr")}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-md ring-1 ring-line"
    >
      <rect width={side} height={side} className="fill-scan-paper" />
      <path d={path} className="fill-scan-ink" />
    </svg>
  );
}
