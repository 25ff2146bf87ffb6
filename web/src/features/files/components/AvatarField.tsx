import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { apiUrl, sessionStore } from "@/api";
import { useUser } from "@/features/auth";
import { Button, Icon, Notice } from "@/ui";
import { fileConfigQuery, upload } from "../api";

const MEGABYTE = 1_048_576;
const DEFAULT_MB = 2;

/** The reader's picture, and choosing another one; its middle becomes the square. */
export function AvatarField() {
  const { t } = useTranslation();
  const user = useUser();
  const input = useRef<HTMLInputElement>(null);
  const { data: config } = useQuery(fileConfigQuery);
  const size = config?.avatarSizeLimit ?? DEFAULT_MB;
  const change = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > size * MEGABYTE) throw new Error(t("files.tooLarge", { size }));
      const { url } = await upload<{ url: string }>("api/files/images/avatar", file, {
        fields: { manual: "true" },
      });
      sessionStore.setState(({ user: now }) => (now ? { user: { ...now, avatar: url } } : {}));
    },
  });
  const avatar = user?.avatar;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-4">
        {typeof avatar === "string" && avatar !== "" ? (
          <img
            src={avatar.startsWith("/") ? apiUrl(avatar.slice(1)) : avatar}
            alt={t("files.avatar")}
            className="size-16 rounded-full object-cover ring-1 ring-line"
          />
        ) : (
          <span className="flex size-16 items-center justify-center rounded-full bg-sunken ring-1 ring-line">
            <Icon name="user" className="size-7 text-ink-faint" />
          </span>
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          hidden
          aria-label={t("files.avatar")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file !== undefined) change.mutate(file);
          }}
        />
        <Button busy={change.isPending} onClick={() => input.current?.click()}>
          {t("files.changeAvatar")}
        </Button>
      </div>
      {change.error !== null && (
        <Notice tone="danger" urgent>
          {change.error.message === "" ? t("files.failed") : change.error.message}
        </Notice>
      )}
    </div>
  );
}
