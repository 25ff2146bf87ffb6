import { Dialog } from "radix-ui";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useMatch, useParams } from "react-router";
import { TermsGate } from "@/features/account";
import { ConversationPanel, OrganiseDialogs, useUsedModel } from "@/features/conversations";
import { ComparePicker, ModelPicker } from "@/features/models";
import { changeSettings, Overlays, useSettings } from "@/features/settings";
import { ShareOverlay } from "@/features/share";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { HEADER_ACTIONS_ID, IconButton } from "@/ui";
import { settingsSections } from "../settingsSections";
import { ConnectionBanner } from "./ConnectionBanner";
import { NewChatButton } from "./NewChatButton";
import { Sidebar } from "./Sidebar";
import { useShortcuts } from "./useShortcuts";

/** From this width on the sidebar stands beside the conversation instead of above it. */
const WIDE = "(min-width: 48rem)";

/** The frame around every page of a signed-in user. */
export function Shell() {
  const { t } = useTranslation();
  const { conversationId = "new" } = useParams();
  const chatting = useMatch("/c/*") !== null;
  const wide = useMediaQuery(WIDE);
  const docked = useSettings((settings) => settings.sidebarOpen);
  const [sheetOpen, setSheetOpen] = useState(false);
  const used = useUsedModel(conversationId);

  const toggle = () => (wide ? changeSettings({ sidebarOpen: !docked }) : setSheetOpen(!sheetOpen));
  const show = () => (wide ? changeSettings({ sidebarOpen: true }) : setSheetOpen(true));
  useShortcuts({ onToggleSidebar: toggle, onShowSidebar: show });

  const openId = conversationId === "new" ? undefined : conversationId;
  const hidden = !(wide && docked);
  return (
    <div className="flex h-dvh bg-canvas">
      <a
        href="#content"
        onClick={(event) => {
          // Followed as a link it would leave the page, because of <base href>.
          event.preventDefault();
          document.getElementById("content")?.focus();
        }}
        className="fixed top-2 left-2 z-(--layer-toast) -translate-y-16 rounded-sm bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        {t("app.skipToContent")}
      </a>
      {wide && docked && (
        <Sidebar onHide={toggle}>
          <ConversationPanel openId={openId} />
        </Sidebar>
      )}
      {!wide && (
        <Sheet open={sheetOpen} onOpenChange={setSheetOpen}>
          <Sidebar onHide={() => setSheetOpen(false)} onNavigate={() => setSheetOpen(false)}>
            <ConversationPanel openId={openId} onOpen={() => setSheetOpen(false)} />
          </Sidebar>
        </Sheet>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="z-(--layer-header) flex h-(--header-height) shrink-0 items-center gap-1 px-2 sm:px-3">
          {hidden && (
            <>
              <IconButton
                icon={wide ? "panel" : "menu"}
                label={t("shell.showSidebar")}
                onClick={toggle}
              />
              <NewChatButton compact />
            </>
          )}
          {chatting && <ModelPicker conversationId={conversationId} used={used} />}
          {chatting && <ComparePicker conversationId={conversationId} />}
          <div id={HEADER_ACTIONS_ID} className="ml-auto flex shrink-0 items-center gap-1" />
        </header>
        <ConnectionBanner />
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      <TermsGate />
      <OrganiseDialogs />
      <ShareOverlay />
      <Overlays sections={settingsSections} />
    </div>
  );
}

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** The sidebar on a phone: above the page, closed by Escape, a tap beside it or a choice in it. */
function Sheet({ open, onOpenChange, children }: SheetProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <div
          aria-hidden="true"
          className="animate-fade-in fixed inset-0 z-(--layer-sheet) bg-overlay"
        />
        <Dialog.Content
          ref={content}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          aria-describedby={undefined}
          className="animate-slide-in fixed inset-y-0 left-0 z-(--layer-sheet) flex shadow-high focus:outline-none"
        >
          <Dialog.Title className="sr-only">{t("conversations.region")}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
