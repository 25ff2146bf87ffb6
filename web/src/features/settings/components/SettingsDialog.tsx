import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStartupConfig } from "@/features/auth";
import { languages } from "@/i18n";
import { Dialog, Segmented, Toggle } from "@/ui";
import { changeSettings, useSettings } from "../state";

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useSettings();
  const version = useStartupConfig()?.klatch?.version;
  const enterId = useId();
  const languageId = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("settings.title")}
      description={t("settings.lead")}
    >
      <div className="divide-y divide-line">
        <Row name={t("settings.theme")}>
          <Segmented
            label={t("settings.theme")}
            value={settings.theme}
            onChange={(theme) => changeSettings({ theme })}
            options={[
              { value: "system", label: t("settings.theme.system") },
              { value: "light", label: t("settings.theme.light") },
              { value: "dark", label: t("settings.theme.dark") },
            ]}
          />
        </Row>
        <Row name={t("settings.fontSize")}>
          <Segmented
            label={t("settings.fontSize")}
            value={settings.fontSize}
            onChange={(fontSize) => changeSettings({ fontSize })}
            options={[
              { value: "small", label: t("settings.fontSize.small") },
              { value: "normal", label: t("settings.fontSize.normal") },
              { value: "large", label: t("settings.fontSize.large") },
              { value: "larger", label: t("settings.fontSize.larger") },
            ]}
          />
        </Row>
        <Row
          name={t("settings.enterToSend")}
          hint={t("settings.enterToSend.hint")}
          labelFor={enterId}
        >
          <Toggle
            id={enterId}
            checked={settings.enterToSend}
            onChange={(enterToSend) => changeSettings({ enterToSend })}
          />
        </Row>
        <Row name={t("settings.language")} hint={t("settings.language.hint")} labelFor={languageId}>
          <select
            id={languageId}
            value={settings.language}
            onChange={(event) => {
              const chosen = languages.find(({ code }) => code === event.target.value);
              if (chosen !== undefined) changeSettings({ language: chosen.code });
            }}
            className="h-(--control-md) rounded-sm bg-raised px-2.5 text-sm ring-1 ring-line-strong ring-inset"
          >
            {languages.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </Row>
      </div>
      {version !== undefined && (
        <p className="mt-4 text-xs text-ink-faint">{t("settings.version", { version })}</p>
      )}
    </Dialog>
  );
}

interface RowProps {
  name: string;
  hint?: string;
  /** Id of the control, where a click on the name should work it. */
  labelFor?: string;
  children: ReactNode;
}

function Row({ name, hint, labelFor, children }: RowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 py-4">
      <div className="min-w-40 flex-1">
        {labelFor === undefined ? (
          <p className="font-medium">{name}</p>
        ) : (
          <label htmlFor={labelFor} className="font-medium">
            {name}
          </label>
        )}
        {hint !== undefined && <p className="mt-0.5 text-xs text-ink-faint">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
