import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStartupConfig } from "@/features/auth";
import { useUsedModel } from "@/features/conversations";
import { AGENTS, useChosenModel } from "@/features/models";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { HeaderActions, IconButton } from "@/ui";
import { Drawer } from "./Drawer";
import { ParameterPanel } from "./ParameterPanel";

/** The settings of the conversation: beside it where there is room, over it where there is not. */
export function ParametersAside({ place }: { place: string }) {
  const { t } = useTranslation();
  const config = useStartupConfig();
  const [open, setOpen] = useState(false);
  const roomy = useMediaQuery("(min-width: 64rem)");
  const agent = useChosenModel(place, useUsedModel(place))?.endpoint === AGENTS;
  const body = agent ? (
    <p className="pb-6 text-sm text-ink-muted">{t("chat.parameters.agent")}</p>
  ) : (
    <ParameterPanel place={place} />
  );
  if (config?.interface?.parameters === false) return null;
  return (
    <>
      <HeaderActions>
        <IconButton
          icon="sliders"
          label={t("chat.parameters.title")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </HeaderActions>
      {roomy ? (
        open && (
          <aside
            aria-label={t("chat.parameters.title")}
            className="animate-fade-in flex w-80 shrink-0 flex-col border-l border-line"
          >
            <header className="flex items-center justify-between px-5 pt-3 pb-2">
              <h2 className="font-semibold">{t("chat.parameters.title")}</h2>
              <IconButton
                icon="close"
                size="sm"
                label={t("common.close")}
                onClick={() => setOpen(false)}
              />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto px-5">{body}</div>
          </aside>
        )
      ) : (
        <Drawer title={t("chat.parameters.title")} open={open} onClose={() => setOpen(false)}>
          {body}
        </Drawer>
      )}
    </>
  );
}
