import { lazy } from "react";

/** The page that searches titles and messages. */
export const SearchPage = lazy(async () => ({
  default: (await import("./components/SearchPage")).SearchPage,
}));
