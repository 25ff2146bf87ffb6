import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, toast } from "@/ui";
import { fileConfigQuery } from "../api";

const MEGABYTE = 1_048_576;
const DEFAULT_MB = 2;

const CropDialog = lazy(async () => ({ default: (await import("./CropDialog")).CropDialog }));

export interface PictureButtonProps {
  /** Says what the picture is of. */
  label: string;
  busy?: boolean;
  /** Gets the chosen square. */
  onChoose: (square: File) => void;
}

/** Chooses a picture and its square. */
export function PictureButton({ label, busy = false, onChoose }: PictureButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { data: config } = useQuery(fileConfigQuery);
  const [chosen, setChosen] = useState<{ picture: ImageBitmap; name: string }>();
  const most = config?.avatarSizeLimit ?? DEFAULT_MB;
  const take = async (file: File) => {
    try {
      setChosen({ picture: await createImageBitmap(file), name: file.name });
    } catch {
      toast(t("files.noPicture", { name: file.name }), { tone: "danger" });
    }
  };
  const use = (square: File) => {
    setChosen(undefined);
    if (square.size > most * MEGABYTE)
      toast(t("files.tooLarge", { size: most }), { tone: "danger" });
    else onChoose(square);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        hidden
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void take(file);
        }}
      />
      <Button busy={busy} onClick={() => input.current?.click()}>
        {t("files.changeAvatar")}
      </Button>
      {chosen !== undefined && (
        <Suspense>
          <CropDialog {...chosen} onCrop={use} onClose={() => setChosen(undefined)} />
        </Suspense>
      )}
    </>
  );
}
