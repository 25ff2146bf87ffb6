import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Proof } from "@/features/auth";
import { Button, TextField } from "@/ui";

export interface ProofFieldProps {
  value: Proof;
  onChange: (proof: Proof) => void;
}

/** Asks for a code of the authenticator app, or for a backup code. */
export function ProofField({ value, onChange }: ProofFieldProps) {
  const { t } = useTranslation();
  const [backup, setBackup] = useState(false);
  const text = "token" in value ? value.token : value.backupCode;
  const change = (code: string, asBackup: boolean) =>
    onChange(asBackup ? { backupCode: code } : { token: code });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextField
        label={t(backup ? "auth.second.backupCode" : "auth.second.code")}
        value={text}
        onChange={(event) => change(event.target.value.trim(), backup)}
        autoComplete="one-time-code"
        inputMode={backup ? "text" : "numeric"}
        autoCapitalize="off"
        spellCheck={false}
        className="min-w-40 flex-1"
      />
      <Button
        look="quiet"
        onClick={() => {
          setBackup(!backup);
          change("", !backup);
        }}
      >
        {t(backup ? "auth.second.useApp" : "auth.second.useBackup")}
      </Button>
    </div>
  );
}

/** Whether something was entered. */
export function isGiven(proof: Proof): boolean {
  return ("token" in proof ? proof.token : proof.backupCode) !== "";
}
