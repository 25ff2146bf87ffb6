import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { queryClient, refreshSession, watchConnection } from "@/api";
import { applySettings } from "@/features/settings";
import { startTranslations } from "@/i18n";
import { Toaster, TooltipProvider } from "@/ui";
import { router } from "./router";
import "@/ui/styles.css";

startTranslations();
applySettings();
watchConnection();
// The first question of every page load; the guards below wait for its answer.
void refreshSession().catch(() => undefined);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
);
