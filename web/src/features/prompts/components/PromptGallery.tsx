import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { describeError } from "@/api";
import { useMay, useUser } from "@/features/auth";
import { Badge, Button, EmptyState, Notice, Page, Segmented, Spinner, TextField } from "@/ui";
import { promptsQuery, type PromptGroup } from "../api";
import { CategoryBadge, CategorySelect } from "./CategorySelect";
import { PromptText } from "./PromptText";

type Whose = "all" | "mine" | "shared";

/** All prompts the person may use, the most used first. */
export function PromptGallery() {
  const { t } = useTranslation();
  const may = useMay();
  const userId = useUser()?.id;
  const navigate = useNavigate();
  const [whose, setWhose] = useState<Whose>("all");
  const [category, setCategory] = useState("");
  const [text, setText] = useState("");
  const { data, error } = useQuery(promptsQuery);
  const wanted = text.trim().toLowerCase();
  const found = data
    ?.filter(
      (prompt) =>
        (whose === "all" || (whose === "mine") === (prompt.author === userId)) &&
        (category === "" || prompt.category === category) &&
        `${prompt.name} ${prompt.oneliner} ${prompt.command ?? ""}`.toLowerCase().includes(wanted),
    )
    .toSorted(
      (a, b) => b.numberOfGenerations - a.numberOfGenerations || a.name.localeCompare(b.name),
    );
  const make = may("PROMPTS.CREATE") && (
    <Button look="primary" icon="plus" onClick={() => void navigate("/prompts/new")}>
      {t("prompts.new")}
    </Button>
  );
  return (
    <Page title={t("prompts.title")} lead={t("prompts.lead")} actions={make}>
      <div className="mb-6 flex flex-wrap items-end gap-3">
        <TextField
          label={t("prompts.search")}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="min-w-48 flex-1"
        />
        <CategorySelect value={category} none={t("prompts.category.any")} onChange={setCategory} />
        <Segmented
          label={t("prompts.whose")}
          value={whose}
          onChange={setWhose}
          options={(["all", "mine", "shared"] as const).map((value) => ({
            value,
            label: t(`prompts.whose.${value}`),
          }))}
        />
      </div>
      {error !== null && <Notice tone="danger">{describeError(error).text}</Notice>}
      {found === undefined && error === null && <Spinner className="size-6" />}
      {found?.length === 0 && (
        <EmptyState
          title={data?.length === 0 ? t("prompts.none") : t("prompts.noMatch")}
          {...(data?.length === 0 ? { hint: t("prompts.none.hint") } : {})}
        />
      )}
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {found?.map((prompt) => (
          <Card key={prompt._id} prompt={prompt} mine={prompt.author === userId} />
        ))}
      </ul>
    </Page>
  );
}

function Card({ prompt, mine }: { prompt: PromptGroup; mine: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="relative min-w-0 rounded-lg bg-raised p-4 shadow-low ring-1 ring-line transition-colors ring-inset hover:ring-line-strong">
      <h2 className="flex items-baseline gap-2">
        <Link
          to={`/prompts/${prompt._id}`}
          className="truncate font-semibold after:absolute after:inset-0 after:rounded-lg"
        >
          {prompt.name}
        </Link>
        {prompt.command !== undefined && (
          <span className="shrink-0 font-mono text-xs text-accent">/{prompt.command}</span>
        )}
      </h2>
      {prompt.oneliner !== "" && <p className="truncate text-sm">{prompt.oneliner}</p>}
      <PromptText
        text={prompt.productionPrompt.prompt}
        className="mt-1 line-clamp-2 text-ink-muted"
      />
      <p className="mt-2 flex flex-wrap items-center gap-2 text-xs text-ink-faint">
        <CategoryBadge value={prompt.category} />
        {prompt.isPublic === true && <Badge>{t("prompts.public")}</Badge>}
        {!mine && <span>{t("prompts.by", { name: prompt.authorName })}</span>}
        {prompt.numberOfGenerations > 0 && (
          <span>{t("prompts.uses", { count: prompt.numberOfGenerations })}</span>
        )}
      </p>
    </li>
  );
}
