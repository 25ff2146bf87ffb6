import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Messages in the page at first, and the most that are taken in at once. */
const FIRST = 40;
const MOST = 120;

/** Messages before the one that is asked for that are in the page with it. */
const BEFORE_ASKED = 8;

/** Further messages are taken in when the reader is this near to them, in CSS pixels. */
const AHEAD = "1200px 0px 1200px 0px";

export interface MessageWindow {
  /** Index of the first message in the page. */
  readonly start: number;
  /** Index after the last message in the page. */
  readonly end: number;
  /** Stands where messages are missing; coming near it takes in more of them. */
  readonly sentinel: RefObject<HTMLDivElement | null>;
  /** Puts the first messages into the page, or the last ones. */
  readonly show: (edge: Edge) => void;
}

type Edge = "first" | "last";

interface State {
  readonly place: string;
  /** From which end the messages in the page are counted. */
  readonly edge: Edge;
  readonly count: number;
  readonly total: number;
}

/** Which messages are in the page: counted from the end, or from the beginning after a jump there. */
function spanOf(state: State, place: string, total: number, asked: number) {
  const same = state.place === place;
  if (same && state.edge === "first" && state.total === total && state.count < total) {
    return { edge: state.edge, count: state.count, start: 0, end: state.count };
  }
  // How many there are is counted from the end; new messages at the end do not push old ones out.
  const kept = state.edge === "last" || state.count >= state.total ? state.count : FIRST;
  const grown = same ? kept + Math.max(0, total - state.total) : FIRST;
  const count = asked < 0 ? grown : Math.max(grown, total - asked + BEFORE_ASKED);
  return { edge: "last" as const, count, start: Math.max(0, total - count), end: total };
}

/** Which part of a long list is in the page. What is taken in above does not move what is being read. */
export function useWindow(
  place: string,
  total: number,
  scroller: RefObject<HTMLElement | null>,
  asked = -1,
): MessageWindow {
  const [state, setState] = useState<State>({ place, edge: "last", count: FIRST, total });
  const { edge, count, start, end } = spanOf(state, place, total, asked);
  const sentinel = useRef<HTMLDivElement>(null);
  const heightBefore = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || heightBefore.current === null) return;
    const added = element.scrollHeight - heightBefore.current;
    heightBefore.current = null;
    // Browsers that anchor the scroll position themselves have moved it already, unless it was at the very top.
    if (element.scrollTop < 4 || !CSS.supports("overflow-anchor", "auto")) {
      element.scrollBy(0, added);
    }
  }, [start, scroller]);

  useEffect(() => {
    const element = sentinel.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        if (edge === "last") heightBefore.current = scroller.current?.scrollHeight ?? null;
        setState({ place, edge, count: count + Math.min(MOST, count), total });
      },
      { root: scroller.current, rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, edge, count, total, start, end, scroller]);

  const show = (wanted: Edge) => {
    // What is in the page already is not drawn again.
    if (wanted === "first" ? start > 0 : end < total) {
      setState({ place, edge: wanted, count: FIRST, total });
    }
  };
  return { start, end, sentinel, show };
}
