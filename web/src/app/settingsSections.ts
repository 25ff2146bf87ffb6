import { accountSection, keysSection } from "@/features/account";
import { administrationSections } from "@/features/administration";
import type { SettingsSection } from "@/features/settings";

/** What the features add to the settings dialog, in the order shown. */
export const settingsSections: readonly SettingsSection[] = [
  accountSection,
  keysSection,
  ...administrationSections,
];
