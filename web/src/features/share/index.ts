import { lazy } from "react";
import type { SettingsSection } from "@/features/settings";

export { ShareOverlay } from "./components/ShareOverlay";

/** The page that a link opens. */
export const SharePage = lazy(async () => ({
  default: (await import("./components/SharePage")).SharePage,
}));

/** Archived conversations, links, and the end of it all. */
export const dataSection: SettingsSection = {
  id: "data",
  icon: "archive",
  title: "data.title",
  Body: lazy(async () => ({ default: (await import("./components/DataSection")).DataSection })),
};
