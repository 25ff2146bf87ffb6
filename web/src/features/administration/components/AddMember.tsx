import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { describeError } from "@/api";
import { useDebounced } from "@/lib/useDebounced";
import { inputLook, toast } from "@/ui";
import { addMember, peopleQuery, type Member } from "../api";

/** Pause in typing after which people are looked for, in ms. */
const TYPING_PAUSE_MS = 180;

/** A search for people; a choice adds the person to the group. */
export function AddMember({ groupId, members }: { groupId: string; members: readonly Member[] }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const asked = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const { data } = useQuery(peopleQuery(asked));
  const inside = new Set(members.map(({ userId }) => userId));
  const found = text.trim() === "" ? undefined : data?.filter(({ id }) => !inside.has(id));
  const add = (id: string) => {
    setText("");
    addMember(groupId, id).catch((error: unknown) =>
      toast(describeError(error).text, { tone: "danger" }),
    );
  };
  return (
    <div className="mt-4">
      <input
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label={t("administration.groups.find")}
        placeholder={t("administration.groups.find")}
        className={inputLook}
      />
      {found !== undefined && (
        <ul className="mt-1 rounded-md bg-sunken p-1">
          {found.map(({ id, name, email }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => add(id)}
                className="block w-full rounded-sm px-2.5 py-2 text-left transition-colors hover:bg-hover"
              >
                <span className="block truncate text-sm font-medium">{name}</span>
                <span className="block truncate text-xs text-ink-faint">{email}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-2.5 py-2 text-sm text-ink-faint">
              {t("administration.groups.notFound")}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
