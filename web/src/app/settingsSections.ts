import { accountSection, keysSection } from "@/features/account";
import { administrationSections } from "@/features/administration";
import { memoriesSection } from "@/features/memories";
import { dataSection } from "@/features/share";
import type { SettingsSection } from "@/features/settings";
import { transferSection } from "@/features/transfer";

/** What the features add to the settings dialog, in the order shown. */
export const settingsSections: readonly SettingsSection[] = [
  accountSection,
  keysSection,
  transferSection,
  memoriesSection,
  dataSection,
  ...administrationSections,
];
