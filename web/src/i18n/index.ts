import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

/** A key of the catalogue; plural forms count as one key. */
export type MessageKey = Base<keyof typeof en>;

type Base<Key> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;

/** The languages one can choose, by their own names. */
export const languages = [{ code: "en", name: "English" }] as const;

/** Texts outside React (toasts from caches, errors); inside, use `useTranslation`. */
export { t } from "i18next";

/** Loads the catalogue; synchronous, because English travels with the first page. */
export function startTranslations(): void {
  const instance: i18n = i18next;
  void instance.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
}
