import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { shortcuts } from "@/features/settings";
import { writeChord } from "@/lib/chords";
import { cx } from "@/lib/cx";
import { HeaderActions, Icon, IconButton } from "@/ui";
import { toggleNextTemporary, useTemporaryChat } from "../temporary";

/** The switch of a chat that has not begun, and the mark of one that is temporary. */
export function TemporaryMark({ place }: { place: string }) {
  const { t } = useTranslation();
  const { offered, temporary, expiresAt } = useTemporaryChat(place);
  return (
    <>
      {place === "new" && offered && (
        <HeaderActions>
          <IconButton
            icon="temporary"
            label={t("chat.temporary.title")}
            shortcut={writeChord(shortcuts.temporaryChat)}
            aria-pressed={temporary}
            className={cx(temporary && "bg-accent-soft text-accent!")}
            onClick={toggleNextTemporary}
          />
        </HeaderActions>
      )}
      <div role="status">
        {temporary && (
          <p className="mx-auto flex w-fit max-w-[calc(100%-1.5rem)] items-center gap-2 rounded-full border border-dashed border-line-strong px-3.5 py-1 text-xs text-ink-muted">
            <Icon name="temporary" className="size-4" />
            <span>
              {place === "new"
                ? t("chat.temporary.next")
                : expiresAt === undefined
                  ? t("chat.temporary.mark")
                  : t("chat.temporary.until", { date: dateOf(expiresAt) })}
            </span>
          </p>
        )}
      </div>
    </>
  );
}

function dateOf(time: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: "medium" }).format(new Date(time));
}
