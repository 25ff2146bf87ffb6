import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUser, type Proof } from "@/features/auth";
import { Badge, Button, toast } from "@/ui";
import {
  beginTwoFactor,
  disableTwoFactor,
  renewBackupCodes,
  type TwoFactorSetup as Setup,
} from "../api";
import { BackupCodes } from "./BackupCodes";
import { Group } from "./Group";
import { isGiven, ProofField } from "./ProofField";
import { TwoFactorSetup } from "./TwoFactorSetup";
import { useAction } from "./useAction";

/** The second factor: setting it up, new backup codes, switching it off. */
export function TwoFactor({ codesLeft }: { codesLeft: number }) {
  const { t } = useTranslation();
  const enabled = useUser()?.twoFactorEnabled === true;
  const [setup, setSetup] = useState<Setup>();
  const [codes, setCodes] = useState<string[]>();
  const { busy, failure, run } = useAction();
  const begin = () => void run(async () => setSetup(await beginTwoFactor()));
  return (
    <Group title={t("twoFactor.title")} hint={t("twoFactor.hint")} failure={failure}>
      {codes !== undefined && <BackupCodes codes={codes} onDone={() => setCodes(undefined)} />}
      {codes === undefined && setup !== undefined && (
        <TwoFactorSetup
          setup={setup}
          onCancel={() => setSetup(undefined)}
          onConfirmed={() => {
            setCodes(setup.backupCodes);
            setSetup(undefined);
          }}
        />
      )}
      {codes === undefined && setup === undefined && !enabled && (
        <Button busy={busy} className="self-start" onClick={begin}>
          {t("twoFactor.setUp")}
        </Button>
      )}
      {codes === undefined && setup === undefined && enabled && (
        <Enabled codesLeft={codesLeft} onCodes={setCodes} />
      )}
    </Group>
  );
}

interface EnabledProps {
  codesLeft: number;
  onCodes: (codes: string[]) => void;
}

function Enabled({ codesLeft, onCodes }: EnabledProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<"renew" | "disable">();
  const [proof, setProof] = useState<Proof>({ token: "" });
  const { busy, failure, run } = useAction();

  async function carryOut() {
    await run(async () => {
      if (wish === "renew") {
        onCodes(await renewBackupCodes(proof));
      } else {
        await disableTwoFactor(proof);
        toast(t("twoFactor.disabled"));
      }
    });
  }

  if (wish === undefined) {
    return (
      <>
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Badge tone="success">{t("twoFactor.on")}</Badge>
          <span className="text-ink-muted">{t("twoFactor.codesLeft", { count: codesLeft })}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setWish("renew")}>{t("twoFactor.renew")}</Button>
          <Button look="quiet" onClick={() => setWish("disable")}>
            {t("twoFactor.disable")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void carryOut();
      }}
      className="flex flex-col gap-3.5"
    >
      <p className="text-sm">
        {t(wish === "renew" ? "twoFactor.renew.text" : "twoFactor.disable.text")}
      </p>
      {failure !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
      <ProofField value={proof} onChange={setProof} />
      <div className="flex gap-2">
        <Button
          type="submit"
          look={wish === "renew" ? "primary" : "danger"}
          busy={busy}
          disabled={!isGiven(proof)}
        >
          {t(wish === "renew" ? "twoFactor.renew" : "twoFactor.disable")}
        </Button>
        <Button look="quiet" onClick={() => setWish(undefined)}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
