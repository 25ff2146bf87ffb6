import { lazy, type ComponentType } from "react";
import { loadAgentsPage } from "@/features/agents";
import type { Permission } from "@/features/auth";
import { SearchPage } from "@/features/search";
import { filesDestination } from "@/features/files";
import { loadPromptsPage } from "@/features/prompts";
import type { MessageKey } from "@/i18n";
import type { IconName } from "@/ui";

/** A page beside the chat, with its link at the top of the sidebar. */
export interface Destination {
  /** Path below the base, such as "/prompts"; pages below it are the page's own business. */
  path: string;
  icon: IconName;
  label: MessageKey;
  /** Lazy, so that its code arrives when first opened. */
  Page: ComponentType;
  /** What the person's role must permit for the link to be shown. */
  permission?: Permission;
}

/** The pages in the order of their links. */
export const destinations: readonly Destination[] = [
  { path: "/search", icon: "search", label: "search.title", Page: SearchPage },
  {
    path: "/agents",
    icon: "agent",
    label: "agents.title",
    Page: lazy(loadAgentsPage),
    permission: "AGENTS.USE",
  },
  {
    path: "/prompts",
    icon: "prompt",
    label: "prompts.title",
    Page: lazy(loadPromptsPage),
    permission: "PROMPTS.USE",
  },
  filesDestination,
];
