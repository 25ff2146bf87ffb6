import { lazy } from "react";
import type { SettingsSection } from "@/features/settings";
import { KEYS_SECTION } from "./state";

export const accountSection: SettingsSection = {
  id: "account",
  icon: "user",
  title: "account.title",
  Body: lazy(async () => ({
    default: (await import("./components/AccountSection")).AccountSection,
  })),
};

export const keysSection: SettingsSection = {
  id: KEYS_SECTION,
  icon: "key",
  title: "keys.title",
  Body: lazy(async () => ({ default: (await import("./components/KeysSection")).KeysSection })),
};
