import { lazy } from "react";
import type { SettingsSection } from "@/features/settings";

export const memoriesSection: SettingsSection = {
  id: "memories",
  icon: "thought",
  title: "memories.title",
  Body: lazy(async () => ({
    default: (await import("./components/MemoriesSection")).MemoriesSection,
  })),
};
