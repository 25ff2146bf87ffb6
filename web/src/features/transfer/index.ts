import { lazy } from "react";
import type { SettingsSection } from "@/features/settings";

/** Import of export files, and export of everything. */
export const transferSection: SettingsSection = {
  id: "transfer",
  icon: "download",
  title: "transfer.title",
  Body: lazy(async () => ({
    default: (await import("./components/TransferSection")).TransferSection,
  })),
};

/** The button that exports the conversation on the page. */
export const ExportButton = lazy(async () => ({
  default: (await import("./components/ExportButton")).ExportButton,
}));
