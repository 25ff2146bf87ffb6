import { create } from "zustand";
import { useMemo } from "react";
import { sessionStore } from "@/api";
import { useConversation } from "@/features/conversations";
import { useDefaultPreset } from "@/features/presets";
import { parametersOf, type Parameters } from "./parameters";

interface Changed {
  /** Settings changed on this page and not sent yet, by place. */
  readonly byPlace: Readonly<Record<string, Parameters>>;
}

const useChanged = create<Changed>(() => ({ byPlace: {} }));

/** The settings that the next message of a place goes with. */
export function useParameters(place: string): Parameters {
  const changed = useChanged(({ byPlace }) => byPlace[place]);
  const { conversation } = useConversation(place);
  const standard = useDefaultPreset();
  const source = place === "new" ? standard : conversation;
  const stored = useMemo(() => parametersOf(source), [source]);
  return changed ?? stored;
}

export function changeParameters(place: string, parameters: Parameters): void {
  useChanged.setState(({ byPlace }) => ({ byPlace: { ...byPlace, [place]: parameters } }));
}

sessionStore.subscribe((session, before) => {
  if (before.status === "signed-in" && session.status !== "signed-in") {
    useChanged.setState({ byPlace: {} });
  }
});

/** A new chat has become a conversation: its settings go with it, and the next new chat starts plain. */
export function moveParameters(from: string, to: string): void {
  useChanged.setState(({ byPlace }) => {
    const { [from]: moved, ...rest } = byPlace;
    return { byPlace: moved === undefined ? rest : { ...rest, [to]: moved } };
  });
}
