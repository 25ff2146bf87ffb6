import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Icon, IconButton, Spinner } from "@/ui";
import { sizeText } from "../limits";
import { detach, retry, useAttachments, type Attachment, type Destination } from "../state";

export interface AttachmentChipsProps {
  place: string;
  destination: Destination | undefined;
}

/** What is attached to the message being written. */
export function AttachmentChips({ place, destination }: AttachmentChipsProps) {
  const { t } = useTranslation();
  const attachments = useAttachments(place);
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t("files.attached")} className="flex flex-wrap gap-2 px-1 pt-1 pb-2">
      {attachments.map((attachment) => (
        <Chip
          key={attachment.key}
          attachment={attachment}
          onRemove={() => detach(place, attachment.key)}
          onRetry={() => destination && retry(place, attachment.key, destination)}
        />
      ))}
    </ul>
  );
}

interface ChipProps {
  attachment: Attachment;
  onRemove: () => void;
  onRetry: () => void;
}

function Chip({ attachment, onRemove, onRetry }: ChipProps) {
  const { t } = useTranslation();
  const { source, previewUrl, stored, problem, progress, retryable } = attachment;
  const name = source.name;
  const going = stored === undefined && problem === undefined;
  return (
    <li
      className={cx(
        "flex max-w-full min-w-0 items-center gap-2 rounded-lg bg-sunken py-1 pr-1 pl-1.5 ring-1 ring-inset",
        problem === undefined ? "ring-line" : "ring-danger",
      )}
    >
      {previewUrl === undefined ? (
        <Icon name="file" className="size-5 shrink-0 text-ink-faint" />
      ) : (
        <img src={previewUrl} alt="" className="size-9 shrink-0 rounded-md object-cover" />
      )}
      <span className="min-w-0">
        <span className="block max-w-48 truncate text-sm">{name}</span>
        {problem === undefined ? (
          <span className="block text-xs text-ink-faint">
            {going
              ? t("files.progress", { percent: Math.round(progress * 100) })
              : sizeText(source.size)}
          </span>
        ) : (
          <span role="alert" className="block max-w-80 text-xs text-danger">
            {problem}
          </span>
        )}
      </span>
      {going && <Spinner className="size-4 shrink-0" />}
      {problem !== undefined && retryable && (
        <IconButton icon="refresh" size="sm" label={t("files.retry", { name })} onClick={onRetry} />
      )}
      <IconButton icon="close" size="sm" label={t("files.remove", { name })} onClick={onRemove} />
    </li>
  );
}
