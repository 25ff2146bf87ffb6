import { RadioGroup } from "radix-ui";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, describeError, type Conversation } from "@/api";
import { refreshConversations } from "@/features/conversations";
import { Button, Dialog, toast, Toggle } from "@/ui";
import type { Message } from "../stream/frames";

type Extent = "directPath" | "includeBranches" | "targetLevel";

const extents: readonly Extent[] = ["directPath", "includeBranches", "targetLevel"];

/** Small trees: filled dots go along, hollow ones stay. */
const pictures: Record<Extent, ReactNode> = {
  directPath: <Picture taken={[0, 1, 3]} />,
  includeBranches: <Picture taken={[0, 1, 2, 3, 4]} />,
  targetLevel: <Picture taken={[0, 1, 2, 3, 4, 5]} />,
};

const dots: readonly (readonly [number, number])[] = [
  [24, 6],
  [14, 20],
  [34, 20],
  [8, 34],
  [20, 34],
  [34, 34],
];

function Picture({ taken }: { taken: readonly number[] }) {
  return (
    <svg viewBox="0 0 48 40" aria-hidden="true" className="h-10 w-12 shrink-0 text-accent">
      <path
        d="M24 6 14 20M24 6l10 14M14 20 8 34M14 20l6 14M34 20v14"
        stroke="currentColor"
        strokeOpacity="0.35"
        fill="none"
      />
      {dots.map(([x, y], index) => (
        <circle
          key={`${x}:${y}`}
          cx={x}
          cy={y}
          r="3.25"
          stroke="currentColor"
          fill="currentColor"
          fillOpacity={taken.includes(index) ? 1 : 0}
        />
      ))}
    </svg>
  );
}

export interface ForkDialogProps {
  place: string;
  message: Message;
  /** The last message on show. */
  latestId: string;
  onClose: () => void;
}

/** Makes a new conversation out of a part of this one. */
export function ForkDialog({ place, message, latestId, onClose }: ForkDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const splitId = useId();
  const [option, setOption] = useState<Extent>("directPath");
  const [splitAtTarget, setSplit] = useState(false);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const { conversation } = await api.post<{ conversation: Conversation }>("api/convos/fork", {
        conversationId: place,
        messageId: message.messageId,
        option,
        splitAtTarget,
        latestMessageId: latestId,
      });
      onClose();
      await refreshConversations();
      await navigate(`/c/${conversation.conversationId}`);
    } catch (error) {
      toast(describeError(error).text, { tone: "danger" });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("chat.fork.title")}
      description={t("chat.fork.lead")}
      footer={
        <Button look="primary" icon="fork" busy={busy} onClick={() => void go()}>
          {t("chat.fork.do")}
        </Button>
      }
    >
      <RadioGroup.Root
        aria-label={t("chat.fork.title")}
        value={option}
        onValueChange={(value) => setOption(value as Extent)}
        className="flex flex-col gap-2"
      >
        {extents.map((extent) => (
          <RadioGroup.Item
            key={extent}
            value={extent}
            className="flex items-center gap-4 rounded-md p-3 text-left ring-1 ring-line transition-colors ring-inset hover:bg-hover data-[state=checked]:bg-accent-soft data-[state=checked]:ring-2 data-[state=checked]:ring-accent"
          >
            {pictures[extent]}
            <span>
              <span className="block text-sm font-semibold">{t(`chat.fork.${extent}`)}</span>
              <span className="block text-sm text-ink-muted">{t(`chat.fork.${extent}.hint`)}</span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className="mt-4 flex items-center justify-between gap-4">
        <label htmlFor={splitId} className="text-sm">
          {t("chat.fork.split")}
        </label>
        <Toggle id={splitId} checked={splitAtTarget} onChange={setSplit} />
      </div>
    </Dialog>
  );
}
