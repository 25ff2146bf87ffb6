import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button, Dialog } from "@/ui";
import { cropOf, type Cut } from "../crop";

/** Side of the shown and of the uploaded square, in pixels. */
const SIDE = 512;
const STEP = 16;
const MAX_ZOOM = 4;

export interface CropDialogProps {
  picture: ImageBitmap;
  name: string;
  onCrop: (file: File) => void;
  onClose: () => void;
}

/** Chooses the square of a picture: dragged by pointer or arrow keys, and zoomed. */
export function CropDialog({ picture, name, onCrop, onClose }: CropDialogProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cut, setCut] = useState<Cut>({ x: 0.5, y: 0.5, zoom: 1 });
  const crop = cropOf(picture, cut);
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    pen.clearRect(0, 0, SIDE, SIDE);
    pen.drawImage(picture, crop.left, crop.top, crop.side, crop.side, 0, 0, SIDE, SIDE);
  }, [picture, crop.left, crop.top, crop.side]);

  /** Moves the picture by pixels of the square. */
  const move = (dx: number, dy: number) => {
    const scale = crop.side / SIDE;
    const x = (crop.left + crop.side / 2 - dx * scale) / picture.width;
    const y = (crop.top + crop.side / 2 - dy * scale) / picture.height;
    setCut({ ...cut, x, y });
  };
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const scale = SIDE / event.currentTarget.clientWidth;
    move(event.movementX * scale, event.movementY * scale);
  };
  const press = (event: KeyboardEvent) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ];
    if (way === undefined) return;
    event.preventDefault();
    move((way[0] ?? 0) * STEP, (way[1] ?? 0) * STEP);
  };
  const done = () =>
    canvas.current?.toBlob((blob) => {
      if (blob) onCrop(new File([blob], `${name.replace(/\.\w+$/, "")}.webp`, { type: blob.type }));
    }, "image/webp");
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("files.crop")}
      description={t("files.crop.hint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="primary" onClick={done}>
            {t("files.crop.use")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-center gap-4">
        <button
          type="button"
          aria-label={t("files.crop.area")}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onKeyDown={press}
          className="size-60 cursor-move touch-none overflow-hidden rounded-lg bg-sunken ring-1 ring-line"
        >
          <canvas ref={canvas} width={SIDE} height={SIDE} className="size-full" />
        </button>
        <label className="flex w-60 flex-col gap-1.5 text-sm font-medium">
          {t("files.crop.zoom")}
          <input
            type="range"
            min={1}
            max={MAX_ZOOM}
            step={0.05}
            value={cut.zoom}
            onChange={(event) => setCut({ ...cut, zoom: Number(event.target.value) })}
            className="accent-(--color-accent)"
          />
        </label>
      </div>
    </Dialog>
  );
}
