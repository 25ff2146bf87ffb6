import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUser, type Proof } from "@/features/auth";
import { Button, TextField } from "@/ui";
import { deleteAccount } from "../api";
import { Group } from "./Group";
import { isGiven, ProofField } from "./ProofField";
import { useAction } from "./useAction";

/** The end of the account, after its e-mail address was typed. */
export function DeleteAccount() {
  const { t } = useTranslation();
  const user = useUser();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [proof, setProof] = useState<Proof>({ token: "" });
  const { busy, failure, run } = useAction();
  if (user === undefined) return null;
  const secured = user.twoFactorEnabled === true;
  const ready =
    typed.trim().toLowerCase() === user.email.toLowerCase() && (!secured || isGiven(proof));
  return (
    <Group title={t("account.delete")} hint={t("account.delete.hint")} failure={failure}>
      {open ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void run(() => deleteAccount(secured ? proof : undefined));
          }}
          className="flex flex-col gap-3.5"
        >
          <TextField
            label={t("account.delete.type", { email: user.email })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          {secured && <ProofField value={proof} onChange={setProof} />}
          <div className="flex gap-2">
            <Button type="submit" look="danger" busy={busy} disabled={!ready}>
              {t("account.delete.confirm")}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <Button icon="trash" className="self-start" onClick={() => setOpen(true)}>
          {t("account.delete")}
        </Button>
      )}
    </Group>
  );
}
