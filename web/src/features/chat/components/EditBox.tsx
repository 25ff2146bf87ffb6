import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/ui";
import { useTranslation } from "react-i18next";
import { fitHeight } from "./fitHeight";

export interface EditBoxProps {
  label: string;
  text: string;
  onCancel: () => void;
  /** The main action; Ctrl or Cmd with Enter runs it too. */
  onDone: (text: string) => void;
  doneLabel: string;
  /** A second way to keep the text. */
  onSave?: ((text: string) => void) | undefined;
  saveLabel?: string;
  note?: ReactNode;
}

/** A message being edited in its place. */
export function EditBox(props: EditBoxProps) {
  const { label, text, onCancel, onDone, doneLabel, onSave, saveLabel, note } = props;
  const { t } = useTranslation();
  const [value, setValue] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current !== null) fitHeight(area.current, 0.6);
  }, [value]);
  useLayoutEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(text.length, text.length);
  }, [text.length]);
  const usable = value.trim() !== "" && value !== text;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onCancel();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && usable) onDone(value);
  };
  return (
    <div className="rounded-xl bg-raised p-3 shadow-low ring-1 ring-line-strong focus-within:ring-2 focus-within:ring-focus">
      <textarea
        ref={area}
        aria-label={label}
        value={value}
        rows={2}
        dir="auto"
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={onKeyDown}
        className="block w-full resize-none bg-transparent px-1 text-base leading-normal outline-none"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <div className="mr-auto text-xs text-ink-faint">{note}</div>
        <Button size="sm" look="quiet" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
        {onSave !== undefined && (
          <Button size="sm" disabled={!usable} onClick={() => onSave(value)}>
            {saveLabel ?? t("chat.edit.saveOnly")}
          </Button>
        )}
        <Button size="sm" look="primary" disabled={!usable} onClick={() => onDone(value)}>
          {doneLabel}
        </Button>
      </div>
    </div>
  );
}
