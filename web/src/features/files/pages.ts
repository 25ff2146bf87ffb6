import { lazy } from "react";

/** The page of all files, as the sidebar links it. */
export const filesDestination = {
  path: "/files",
  icon: "file",
  label: "files.title",
  Page: lazy(async () => ({ default: (await import("./components/FilesPage")).FilesPage })),
} as const;
