import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError, describeError } from "@/api";
import { Button, EmptyState } from "@/ui";

/** A conversation that could not be loaded: try again, or begin another one if there is none at this address. */
export function Missing({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { text, detail } = describeError(error);
  const unknown =
    error instanceof ApiError && (error.kind === "missing" || error.kind === "denied");
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState title={text} {...(detail === undefined ? {} : { hint: detail })}>
        {unknown ? (
          <Button icon="newChat" look="primary" onClick={() => void navigate("/c/new")}>
            {t("shell.newChat")}
          </Button>
        ) : (
          <Button icon="refresh" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
