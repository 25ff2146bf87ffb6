import { Popover } from "radix-ui";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useUser } from "@/features/auth";
import { Button, Kbd } from "@/ui";
import { focusComposer } from "../composer";
import { addQuote } from "../quotes";
import { isTyping } from "./useShortcuts";

interface Marked {
  readonly text: string;
  readonly range: Range;
}

/** What is marked within one answer. */
function markedInAnswer(): Marked | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const answerOf = (node: Node | null) =>
    (node instanceof Element ? node : node?.parentElement)?.closest("[data-answer]") ?? null;
  const answer = answerOf(selection.anchorNode);
  if (answer === null || answer !== answerOf(selection.focusNode)) return null;
  const text = selection.toString().trim();
  return text === "" ? null : { text, range: selection.getRangeAt(0).cloneRange() };
}

/** Follows the marked text; while the pointer is still marking there is none. */
function useMarked(): readonly [Marked | null, () => void] {
  const [marked, setMarked] = useState<Marked | null>(null);
  const clear = useCallback(() => {
    getSelection()?.removeAllRanges();
    setMarked(null);
  }, []);
  useEffect(() => {
    let pressed = false;
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setMarked(pressed ? null : markedInAnswer()));
    };
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest("[data-quote]")) return;
      pressed = event.pointerType === "mouse";
      if (pressed) setMarked(null);
    };
    const onUp = () => {
      pressed = false;
      look();
    };
    document.addEventListener("selectionchange", look);
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("pointerup", onUp);
    document.addEventListener("pointercancel", onUp);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("selectionchange", look);
      document.removeEventListener("pointerdown", onDown);
      document.removeEventListener("pointerup", onUp);
      document.removeEventListener("pointercancel", onUp);
    };
  }, []);
  return [marked, clear];
}

/** A button beside marked text of an answer that quotes it in the next message; the Q key does the same. */
export function QuoteSelection({ place }: { place: string }) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const [marked, clear] = useMarked();
  const anchor = useMemo(() => ({ current: marked?.range ?? null }), [marked]);
  const quote = useCallback(() => {
    if (marked === null) return;
    addQuote(userId, place, marked.text);
    clear();
    focusComposer();
  }, [marked, clear, userId, place]);
  useEffect(() => {
    if (marked === null) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "q" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      quote();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [marked, quote]);
  if (marked === null) return null;
  return (
    <Popover.Root open onOpenChange={(open) => !open && clear()}>
      <Popover.Anchor virtualRef={anchor as { current: Range }} />
      <Popover.Portal>
        <Popover.Content
          data-quote=""
          side="bottom"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t("chat.quote.actions")}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onPointerDownOutside={(event) => event.preventDefault()}
          onFocusOutside={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          className="animate-rise-in z-(--layer-menu) rounded-md shadow-mid"
        >
          <Button size="sm" icon="quote" onClick={quote}>
            {t("chat.quote.add")}
            <span aria-hidden="true" className="pointer-coarse:hidden">
              <Kbd>{t("chat.quote.key")}</Kbd>
            </span>
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
