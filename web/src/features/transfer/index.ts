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

export { ExportButton } from "./components/ExportButton";
