import type { ComponentType } from "react";
import type { MessageKey } from "@/i18n";
import type { IconName } from "@/ui";

/** One page of the settings dialog; the application lists them, each feature brings its own. */
export interface SettingsSection {
  id: string;
  icon: IconName;
  title: MessageKey;
  /** Only for administrators. */
  administrators?: boolean;
  /** Lazy, so that its code arrives when first opened. */
  Body: ComponentType;
}
