import { useId } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "@/i18n";
import { Segmented, Toggle } from "@/ui";
import { changeSettings, useSettings } from "../state";
import { SettingsRow } from "./SettingsRow";

/** What concerns this browser only. */
export function GeneralSection() {
  const { t } = useTranslation();
  const settings = useSettings();
  const enterId = useId();
  const languageId = useId();
  return (
    <>
      <p className="text-sm text-ink-muted">{t("settings.lead")}</p>
      <div className="divide-y divide-line">
        <SettingsRow name={t("settings.theme")}>
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
        </SettingsRow>
        <SettingsRow name={t("settings.fontSize")}>
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
        </SettingsRow>
        <SettingsRow
          name={t("settings.enterToSend")}
          hint={t("settings.enterToSend.hint")}
          labelFor={enterId}
        >
          <Toggle
            id={enterId}
            checked={settings.enterToSend}
            onChange={(enterToSend) => changeSettings({ enterToSend })}
          />
        </SettingsRow>
        <SettingsRow
          name={t("settings.language")}
          hint={t("settings.language.hint")}
          labelFor={languageId}
        >
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
        </SettingsRow>
      </div>
    </>
  );
}
