import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Button, EmptyState, IconButton, inputLook, Spinner, toast } from "@/ui";
import { deleteGroup, membersQuery, removeMember, renameGroup, type Group } from "../api";
import { AddMember } from "./AddMember";

const tell = (error: unknown) => toast(describeError(error).text, { tone: "danger" });

/** One group: its name, who is in it, its end. */
export function GroupPanel({ group, onBack }: { group: Group; onBack: () => void }) {
  const { t } = useTranslation();
  const { data: members } = useQuery(membersQuery(group.id));
  const [sure, setSure] = useState(false);
  const rename = (name: string) => {
    if (name !== "" && name !== group.name) void renameGroup(group.id, name).catch(tell);
  };
  return (
    <>
      <div className="flex items-center gap-2">
        <IconButton icon="chevronLeft" label={t("administration.groups.back")} onClick={onBack} />
        <input
          key={group.name}
          defaultValue={group.name}
          maxLength={200}
          aria-label={t("administration.groups.name")}
          onBlur={(event) => rename(event.currentTarget.value.trim())}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
          className={inputLook}
        />
      </div>
      <AddMember groupId={group.id} members={members ?? []} />
      {members === undefined && <Spinner />}
      {members?.length === 0 && <EmptyState title={t("administration.groups.nobody")} />}
      {members !== undefined && members.length > 0 && (
        <ul
          aria-label={t("administration.groups.memberList")}
          className="mt-3 divide-y divide-line"
        >
          {members.map(({ userId, name, email }) => (
            <li key={userId} className="flex items-center gap-3 py-2.5">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name || email}</span>
                <span className="block truncate text-xs text-ink-faint">{email}</span>
              </span>
              <IconButton
                icon="close"
                label={t("administration.groups.remove", { name: name || email })}
                onClick={() => void removeMember(group.id, userId).catch(tell)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-6 border-t border-line pt-4">
        {sure ? (
          <div className="flex flex-wrap items-center gap-2">
            <p className="flex-1 text-sm">{t("administration.groups.delete.sure")}</p>
            <Button onClick={() => setSure(false)}>{t("common.cancel")}</Button>
            <Button
              look="danger"
              onClick={() => void deleteGroup(group.id).then(onBack).catch(tell)}
            >
              {t("administration.groups.delete")}
            </Button>
          </div>
        ) : (
          <Button look="quiet" icon="trash" onClick={() => setSure(true)}>
            {t("administration.groups.delete")}
          </Button>
        )}
      </div>
    </>
  );
}
