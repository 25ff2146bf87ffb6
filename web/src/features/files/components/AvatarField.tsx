import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { apiUrl, sessionStore } from "@/api";
import { useUser } from "@/features/auth";
import { Icon, Notice } from "@/ui";
import { upload } from "../api";
import { PictureButton } from "./PictureButton";

/** The reader's picture, and choosing another one. */
export function AvatarField() {
  const { t } = useTranslation();
  const user = useUser();
  const change = useMutation({
    mutationFn: async (file: File) => {
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
        <PictureButton
          label={t("files.avatar")}
          busy={change.isPending}
          onChoose={(square) => change.mutate(square)}
        />
      </div>
      {change.error !== null && (
        <Notice tone="danger" urgent>
          {change.error.message === "" ? t("files.failed") : change.error.message}
        </Notice>
      )}
    </div>
  );
}
