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
