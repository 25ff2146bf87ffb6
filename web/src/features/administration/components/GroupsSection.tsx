import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { Button, EmptyState, Icon, inputLook, Notice, Spinner, toast } from "@/ui";
import { addGroup, groupsQuery } from "../api";
import { GroupPanel } from "./GroupPanel";

/** Groups of people to share things with. */
export function GroupsSection() {
  const { t } = useTranslation();
  const { data, error } = useQuery(groupsQuery);
  const [openId, setOpenId] = useState<string>();
  const open = data?.find(({ id }) => id === openId);
  if (open !== undefined) {
    return <GroupPanel group={open} onBack={() => setOpenId(undefined)} />;
  }
  return (
    <>
      <p className="text-sm text-ink-muted">{t("administration.groups.lead")}</p>
      <NewGroup />
      {error !== null && (
        <Notice tone="danger" urgent className="mt-4">
          {describeError(error).text}
        </Notice>
      )}
      {data === undefined && error === null && <Spinner />}
      {data?.length === 0 && (
        <EmptyState
          title={t("administration.groups.empty")}
          hint={t("administration.groups.empty.hint")}
        />
      )}
      {data !== undefined && data.length > 0 && (
        <ul className="mt-2 divide-y divide-line">
          {data.map((group) => (
            <li key={group.id}>
              <button
                type="button"
                onClick={() => setOpenId(group.id)}
                className="flex w-full items-center gap-3 rounded-sm px-2 py-3 text-left transition-colors hover:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate font-medium">{group.name}</span>
                <span className="text-sm text-ink-faint">
                  {t("administration.groups.members", { count: group.memberCount })}
                </span>
                <Icon name="chevronRight" className="size-4 text-ink-faint" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function NewGroup() {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    setBusy(true);
    addGroup(name.trim())
      .then(() => setName(""))
      .catch((error: unknown) => toast(describeError(error).text, { tone: "danger" }))
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit} className="mt-4 flex gap-2">
      <input
        value={name}
        onChange={(event) => setName(event.target.value)}
        aria-label={t("administration.groups.name")}
        placeholder={t("administration.groups.name")}
        maxLength={200}
        className={inputLook}
      />
      <Button
        type="submit"
        look="primary"
        size="lg"
        icon="plus"
        busy={busy}
        disabled={name.trim() === ""}
      >
        {t("administration.groups.add")}
      </Button>
    </form>
  );
}
