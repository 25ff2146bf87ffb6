import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cx } from "@/lib/cx";
import { describeError } from "@/api";
import { useUser } from "@/features/auth";
import { Button, EmptyState, Icon, inputLook, Page, Segmented, Spinner, toast } from "@/ui";
import { deleteFiles, download, filesKey, filesQuery, pictureUrl, type StoredFile } from "../api";
import { sizeText } from "../limits";

type Order = "newest" | "name" | "size";

function ordered(files: readonly StoredFile[], order: Order, search: string): StoredFile[] {
  const wanted = search.trim().toLocaleLowerCase();
  const found = files.filter(({ filename }) => filename.toLocaleLowerCase().includes(wanted));
  return found.toSorted((one, other) => {
    if (order === "name") return one.filename.localeCompare(other.filename);
    if (order === "size") return other.bytes - one.bytes;
    return other.createdAt.localeCompare(one.createdAt);
  });
}

/** All files of the reader, and how much room they take. */
export function FilesPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(filesQuery);
  const [order, setOrder] = useState<Order>("newest");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => ordered(data ?? [], order, search), [data, order, search]);
  const total = (data ?? []).reduce((sum, { bytes }) => sum + bytes, 0);

  const remove = async () => {
    try {
      await deleteFiles((data ?? []).filter(({ file_id }) => chosen.has(file_id)));
      setChosen(new Set());
    } catch (failed) {
      toast(describeError(failed).text, { tone: "danger" });
    }
    await client.invalidateQueries({ queryKey: filesKey });
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  return (
    <Page
      title={t("files.title")}
      lead={t("files.lead", { count: data?.length ?? 0, size: sizeText(total) })}
      actions={
        chosen.size > 0 && (
          <Button icon="trash" look="secondary" onClick={() => void remove()}>
            {t("files.deleteChosen", { count: chosen.size })}
          </Button>
        )
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <input
          type="search"
          value={search}
          aria-label={t("files.search")}
          placeholder={t("files.search")}
          onChange={(event) => setSearch(event.target.value)}
          className={cx(inputLook, "sm:max-w-64")}
        />
        <Segmented
          label={t("files.order")}
          value={order}
          onChange={setOrder}
          options={[
            { value: "newest", label: t("files.newest") },
            { value: "name", label: t("files.byName") },
            { value: "size", label: t("files.bySize") },
          ]}
        />
      </div>
      {isPending && <Spinner className="mx-auto size-6" />}
      {error !== null && <EmptyState title={describeError(error).text} />}
      {data !== undefined && shown.length === 0 && <EmptyState title={t("files.none")} />}
      <ul aria-label={t("files.title")} className="divide-y divide-line">
        {shown.map((file) => (
          <Row
            key={file.file_id}
            file={file}
            chosen={chosen.has(file.file_id)}
            onToggle={() => toggle(file.file_id)}
          />
        ))}
      </ul>
    </Page>
  );
}

function Row({
  file,
  chosen,
  onToggle,
}: {
  file: StoredFile;
  chosen: boolean;
  onToggle: () => void;
}) {
  const { t } = useTranslation();
  const userId = useUser()?.id ?? "";
  return (
    <li className="flex items-center gap-3 py-2.5">
      <input
        type="checkbox"
        checked={chosen}
        aria-label={t("files.choose", { name: file.filename })}
        onChange={onToggle}
        className="size-4 shrink-0"
      />
      {file.width === undefined ? (
        <Icon name="file" className="size-9 shrink-0 p-2 text-ink-faint" />
      ) : (
        <img
          src={pictureUrl(file, true)}
          alt=""
          loading="lazy"
          className="size-9 shrink-0 rounded-md object-cover"
        />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{file.filename}</span>
        <span className="block truncate text-xs text-ink-faint">
          {[sizeText(file.bytes), file.type, new Date(file.createdAt).toLocaleDateString()].join(
            " · ",
          )}
        </span>
      </span>
      {file.conversationId !== undefined && (
        <Link to={`/c/${file.conversationId}`} className="text-sm underline">
          {t("files.usedIn")}
        </Link>
      )}
      <Button
        size="sm"
        icon="download"
        aria-label={t("files.downloadNamed", { name: file.filename })}
        onClick={() =>
          void download(file, userId).catch(() =>
            toast(t("files.downloadFailed"), { tone: "danger" }),
          )
        }
      />
    </li>
  );
}
