import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, refreshSession, watchConnection } from "@/api";
import { applySettings } from "@/features/settings";
import { startTranslations } from "@/i18n";
import { Toaster, TooltipProvider } from "@/ui";
import { AppRoutes, preloadPages } from "./Routes";
import "@/ui/styles.css";

startTranslations();
applySettings();
watchConnection();
// The first question of every page load; the guards below wait for its answer.
void refreshSession().catch(() => undefined);
preloadPages();

// The mark in the tab can wait until the page has come.
setTimeout(() => {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (icon?.dataset["href"] !== undefined) icon.href = icon.dataset["href"];
}, 1500);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <AppRoutes />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
