import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Messages in the page at first, and the most that are taken in at once. */
const FIRST = 40;
const MOST = 120;

/** Messages before the one that is asked for that are in the page with it. */
const BEFORE_ASKED = 8;

/** Earlier messages are taken in when the reader is this near to the first one, in CSS pixels. */
const AHEAD = "1200px 0px 0px 0px";

export interface MessageWindow {
  /** Index of the first message in the page. */
  readonly start: number;
  /** Stands before the first one; coming near it takes in earlier messages. */
  readonly sentinel: RefObject<HTMLDivElement | null>;
}

/** Which end part of a long list is in the page. What is taken in above does not move what is being read. */
export function useWindow(
  place: string,
  total: number,
  scroller: RefObject<HTMLElement | null>,
  asked = -1,
): MessageWindow {
  const [state, setState] = useState({ place, count: FIRST, total });
  // How many there are is counted from the end; new messages at the end do not push old ones out.
  const same = state.place === place;
  const grown = same ? state.count + Math.max(0, total - state.total) : FIRST;
  const count = asked < 0 ? grown : Math.max(grown, total - asked + BEFORE_ASKED);
  const start = Math.max(0, total - count);
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
        heightBefore.current = scroller.current?.scrollHeight ?? null;
        setState({ place, count: count + Math.min(MOST, count), total });
      },
      { root: scroller.current, rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, count, total, start, scroller]);

  return { start, sentinel };
}
