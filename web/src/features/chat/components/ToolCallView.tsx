import { useTranslation } from "react-i18next";
import { Icon, Spinner } from "@/ui";
import type { ToolCall } from "../stream/frames";
import { ScrollText } from "./ScrollText";

function show(value: ToolCall["args"]): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return JSON.stringify(value, null, 2);
}

/** A tool that the model called: its name, and on demand what it was given and what it answered. */
export function ToolCallView({ call, active }: { call: ToolCall; active: boolean }) {
  const { t } = useTranslation();
  const args = show(call.args);
  return (
    <details className="rounded-md bg-sunken px-3 py-2 text-sm">
      <summary className="flex cursor-default items-center gap-2 text-ink-muted">
        {active ? <Spinner /> : <Icon name="check" className="size-4" />}
        {t("chat.tool", { name: call.name ?? "" })}
      </summary>
      {args !== "" && <ScrollText text={args} className="mt-2 max-h-64" />}
      {call.output !== undefined && call.output !== "" && (
        <ScrollText text={call.output} className="mt-2 max-h-64" />
      )}
    </details>
  );
}
