import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

/** Longest title the server keeps. */
const TITLE_MAX = 200;

export interface RenameFieldProps {
  title: string;
  /** Accessible name; by default that of a conversation's title. */
  label?: string;
  /** The new title, or undefined when nothing changed. Called once. */
  onDone: (title: string | undefined) => void;
}

/** The title as an input: Enter and leaving keep it, Escape gives up. */
export function RenameField({ title, label, onDone }: RenameFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);

  useEffect(() => {
    // After the menu that led here has given its focus back.
    const timer = setTimeout(() => input.current?.select());
    return () => clearTimeout(timer);
  }, []);

  const finish = (value: string | undefined) => {
    if (settled.current) return;
    settled.current = true;
    const trimmed = value?.trim();
    onDone(trimmed === undefined || trimmed === "" || trimmed === title ? undefined : trimmed);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) finish(event.currentTarget.value);
    else if (event.key === "Escape") finish(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <input
      ref={input}
      defaultValue={title}
      maxLength={TITLE_MAX}
      aria-label={label ?? t("conversations.newTitle")}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
      className="h-9 w-full rounded-sm bg-raised px-2.5 text-ink ring-2 ring-focus outline-none ring-inset"
    />
  );
}
