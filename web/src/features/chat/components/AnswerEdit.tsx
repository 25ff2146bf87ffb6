import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segmented } from "@/ui";
import type { PartEdit } from "../requests";
import type { Message } from "../stream/frames";
import { EditBox } from "./EditBox";
import { useBusy } from "./MessageActions";

/** The parts of an answer that can be changed: its texts and its thinking, by their places. */
export function editableParts(message: Message): readonly PartEdit[] {
  return (message.content ?? []).flatMap((part, index): readonly PartEdit[] => {
    if (part.type === "text") return [{ index, type: "text", text: part.text }];
    return part.type === "think" ? [{ index, type: "think", text: part.think }] : [];
  });
}

export interface AnswerEditProps {
  message: Message;
  place: string;
  onClose: () => void;
  onSave: (edit: PartEdit) => void;
  onContinue: (edit: PartEdit) => void;
}

/** Changes one part of an answer: in its place, or as the beginning of another version. */
export function AnswerEdit({ message, place, onClose, onSave, onContinue }: AnswerEditProps) {
  const { t } = useTranslation();
  const parts = editableParts(message);
  const busy = useBusy(place);
  const [chosen, setChosen] = useState(
    () => parts.findLast(({ type }) => type === "text")?.index ?? parts.at(-1)?.index,
  );
  const part = parts.find(({ index }) => index === chosen);
  if (part === undefined) return null;
  // Which of several who answered side by side would go on is not known.
  const alone = !busy && message.addedConvo !== true;
  const options = parts.map(({ index, type }, place) => ({
    value: String(index),
    label: t(type === "think" ? "chat.edit.partThinking" : "chat.edit.partText", {
      number: place + 1,
    }),
  }));
  const done = (act: (edit: PartEdit) => void) => (text: string) => {
    onClose();
    act({ ...part, text });
  };
  return (
    <div className="space-y-2">
      {options.length > 1 && (
        <Segmented
          label={t("chat.edit.part")}
          value={String(part.index)}
          options={options}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      <EditBox
        key={part.index}
        label={t("chat.edit.answer")}
        text={part.text}
        doneLabel={alone ? t("chat.edit.continue") : t("chat.edit.save")}
        note={alone ? t("chat.edit.answerNote") : undefined}
        onCancel={onClose}
        onDone={done(alone ? onContinue : onSave)}
        onSave={alone ? done(onSave) : undefined}
        saveLabel={t("chat.edit.save")}
      />
    </div>
  );
}
