import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui";

export interface AttachButtonProps {
  disabled: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** Opens the file dialog; a phone offers its camera and photos there. */
export function AttachButton({ disabled, onFiles }: AttachButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.attach")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <IconButton
        icon="paperclip"
        label={t("files.attach")}
        tooltipSide="top"
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
    </>
  );
}
