import { lazy } from "react";
import type { SettingsSection } from "@/features/settings";

/** Settings of the whole installation, for administrators. */
export const administrationSections: readonly SettingsSection[] = [
  {
    id: "groups",
    icon: "users",
    title: "administration.groups",
    administrators: true,
    Body: lazy(async () => ({
      default: (await import("./components/GroupsSection")).GroupsSection,
    })),
  },
  {
    id: "permissions",
    icon: "shield",
    title: "administration.permissions",
    administrators: true,
    Body: lazy(async () => ({
      default: (await import("./components/PermissionsSection")).PermissionsSection,
    })),
  },
];
