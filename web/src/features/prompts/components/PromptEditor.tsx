import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { describeError } from "@/api";
import { useMay } from "@/features/auth";
import { ShareDialog } from "@/features/people";
import { Button, Dialog, EmptyState, Notice, Page, Spinner, toast } from "@/ui";
import { deletePrompt, EDIT, promptsQuery, rightsQuery, SHARE, type PromptGroup } from "../api";
import { CategoryBadge } from "./CategorySelect";
import { PromptForm } from "./PromptForm";
import { PromptText } from "./PromptText";
import { PromptVersions } from "./PromptVersions";

/** One prompt: to read, or to change by those who may. */
export function PromptEditor() {
  const { t } = useTranslation();
  const { promptId } = useParams();
  const { data, error } = useQuery(promptsQuery);
  const rights = useQuery({ ...rightsQuery(promptId ?? ""), enabled: promptId !== undefined });
  if (promptId === undefined) {
    return (
      <Page title={t("prompts.new")}>
        <PromptForm prompt={undefined} />
      </Page>
    );
  }
  const prompt = data?.find(({ _id }) => _id === promptId);
  const failure = error ?? rights.error;
  if (failure !== null) {
    return (
      <Page title={t("prompts.title")}>
        <Notice tone="danger">{describeError(failure).text}</Notice>
      </Page>
    );
  }
  if (data === undefined || rights.data === undefined) {
    return (
      <Page title={t("prompts.title")}>
        <Spinner className="size-6" />
      </Page>
    );
  }
  if (prompt === undefined) {
    return (
      <Page title={t("prompts.title")}>
        <EmptyState title={t("prompts.gone")} hint={t("prompts.gone.hint")} />
      </Page>
    );
  }
  return <Known prompt={prompt} rights={rights.data} />;
}

function Known({ prompt, rights }: { prompt: PromptGroup; rights: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<"share" | "delete">();
  const editable = (rights & EDIT) !== 0 && may("PROMPTS.CREATE");
  const actions = (
    <>
      {(rights & SHARE) !== 0 && may("PROMPTS.SHARE") && (
        <Button icon="users" onClick={() => setDialog("share")}>
          {t("prompts.share")}
        </Button>
      )}
      {editable && (
        <Button icon="trash" look="quiet" onClick={() => setDialog("delete")}>
          {t("prompts.delete")}
        </Button>
      )}
    </>
  );
  return (
    <Page
      title={prompt.name}
      lead={t("prompts.uses", { count: prompt.numberOfGenerations })}
      actions={actions}
    >
      {editable ? (
        <>
          <PromptForm key={prompt.productionId} prompt={prompt} />
          <PromptVersions prompt={prompt} />
        </>
      ) : (
        <ReadOnly prompt={prompt} />
      )}
      {dialog === "share" && (
        <ShareDialog
          type="promptGroup"
          resourceId={prompt._id}
          name={prompt.name}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "delete" && <DeleteDialog prompt={prompt} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}

function ReadOnly({ prompt }: { prompt: PromptGroup }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="mb-4 flex flex-wrap items-center gap-2 text-sm text-ink-muted">
        {t("prompts.readOnly", { name: prompt.authorName })}
        <CategoryBadge value={prompt.category} />
      </p>
      {prompt.oneliner !== "" && <p className="mb-3">{prompt.oneliner}</p>}
      <PromptText
        text={prompt.productionPrompt.prompt}
        className="rounded-lg bg-raised p-4 ring-1 ring-line ring-inset"
      />
    </>
  );
}

function DeleteDialog({ prompt, onClose }: { prompt: PromptGroup; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await deletePrompt(prompt._id);
      await navigate("/prompts");
    } catch (error) {
      toast(describeError(error).text, { tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("prompts.delete.title", { name: prompt.name })}
      description={t("prompts.delete.hint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            {t("prompts.delete")}
          </Button>
        </>
      }
    />
  );
}
