import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import { useUser } from "@/features/auth";
import {
  areReady,
  attach,
  AttachButton,
  AttachmentChips,
  DropZone,
  useAttachments,
} from "@/features/files";
import { SlashMenu, type SlashKeys } from "@/features/prompts";
import { useSettings } from "@/features/settings";
import { IconButton } from "@/ui";
import type { Target } from "../requests";
import { composerText, onFocusRequest, useComposerText, writeComposer } from "../composer";
import { fitHeight } from "./fitHeight";
import { usePromptHistory } from "./usePromptHistory";

export interface ComposerProps {
  place: string;
  /** Where the message will go; files are uploaded for it. */
  target: Target | undefined;
  running: boolean;
  stopping: boolean;
  /** Why nothing can be sent now; undefined when it can. */
  obstacle: string | undefined;
  /** Earlier texts of the reader, newest last. */
  history: readonly string[];
  /** Stands beside the button that sends. */
  gauge?: ReactNode;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Where one writes. What is typed survives everything until the server has it. */
export function Composer(props: ComposerProps) {
  const { place, target, running, stopping, obstacle, history, onSend, onStop } = props;
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  const text = useComposerText(userId, place);
  const enterToSend = useSettings((settings) => settings.enterToSend);
  const area = useRef<HTMLTextAreaElement>(null);
  const slash = useRef<SlashKeys>(null);
  const noteId = useId();
  const recall = usePromptHistory(history, (recalled) => writeComposer(userId, place, recalled));

  useLayoutEffect(() => {
    if (area.current !== null) fitHeight(area.current, 0.42);
  }, [text]);
  useEffect(() => onFocusRequest(() => area.current?.focus()), []);
  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (!matchMedia("(pointer: coarse)").matches) area.current?.focus();
  }, [place]);

  const { attachments, addFiles } = useFileIntake(place, target);
  const filled = areReady(attachments) && (text.trim() !== "" || attachments.length > 0);
  const sendable = !running && obstacle === undefined && filled;
  const send = () => {
    const current = composerText(userId, place);
    if (!sendable) return;
    recall.reset();
    onSend(current);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method uses Enter and the arrows itself; key code 229 is Safari's way to say so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (slash.current?.onKey(event.key) === true) return event.preventDefault();
    if (event.key === "Enter" && sendsWith(event, enterToSend)) {
      event.preventDefault();
      send();
      return;
    }
    if (recall.onKey(event.key, text, event.currentTarget.selectionStart)) event.preventDefault();
  };

  return (
    <div className="mx-auto w-full max-w-reading px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-5">
      <DropZone onFiles={addFiles} />
      <SlashMenu
        ref={slash}
        text={text}
        onInsert={(inserted) => {
          writeComposer(userId, place, inserted);
          area.current?.focus();
        }}
        onSend={running || obstacle !== undefined ? undefined : onSend}
      />
      <div className="rounded-xl bg-raised p-2 shadow-mid ring-1 ring-line-strong transition-shadow ring-inset focus-within:ring-2 focus-within:ring-focus">
        <AttachmentChips place={place} destination={target} />
        <div className="flex items-end gap-2">
          <AttachButton disabled={target === undefined} onFiles={addFiles} />
          <textarea
            ref={area}
            data-composer=""
            dir="auto"
            rows={1}
            value={text}
            aria-label={t("chat.composer.label")}
            aria-describedby={obstacle === undefined ? undefined : noteId}
            placeholder={t("chat.composer.placeholder")}
            enterKeyHint={enterToSend ? "send" : "enter"}
            onChange={(event) => {
              recall.reset();
              writeComposer(userId, place, event.target.value);
            }}
            onKeyDown={onKeyDown}
            className="block min-h-(--control-md) w-full resize-none bg-transparent px-2.5 py-1.5 text-base leading-normal outline-none"
          />
          {props.gauge}
          <SendButton
            running={running}
            stopping={stopping}
            sendable={sendable}
            onSend={send}
            onStop={() => {
              area.current?.focus();
              onStop();
            }}
          />
        </div>
      </div>
      <p id={noteId} role="status" className="min-h-5 px-3 pt-1 text-center text-xs text-ink-faint">
        {obstacle}
      </p>
    </div>
  );
}

interface SendButtonProps {
  running: boolean;
  stopping: boolean;
  sendable: boolean;
  onSend: () => void;
  onStop: () => void;
}

/** Sends what is typed, or stops the answer that runs. */
function SendButton({ running, stopping, sendable, onSend, onStop }: SendButtonProps) {
  const { t } = useTranslation();
  return running ? (
    <IconButton
      icon="stop"
      look="secondary"
      label={stopping ? t("chat.stopping") : t("chat.stop")}
      shortcut={t("chat.stopShortcut")}
      tooltipSide="top"
      disabled={stopping}
      onClick={onStop}
    />
  ) : (
    <IconButton
      icon="arrowUp"
      look="primary"
      label={t("chat.send")}
      tooltipSide="top"
      disabled={!sendable}
      onClick={onSend}
    />
  );
}

function sendsWith(event: KeyboardEvent, enterToSend: boolean): boolean {
  const chord = event.ctrlKey || event.metaKey;
  return chord || (enterToSend && !event.shiftKey && !event.altKey);
}

/** What is attached, and attaching more. What is dropped before the models are there waits for them. */
function useFileIntake(place: string, target: Target | undefined) {
  const attachments = useAttachments(place);
  const early = useRef<File[]>([]);
  const addFiles = useCallback(
    (files: readonly File[]) => {
      if (target === undefined) early.current.push(...files);
      else void attach(place, files, target);
    },
    [place, target],
  );
  useEffect(() => {
    if (target !== undefined) void attach(place, early.current.splice(0), target);
  }, [place, target]);
  return { attachments, addFiles };
}
