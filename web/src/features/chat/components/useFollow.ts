import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Nearer to the end than this counts as being at the end, in CSS pixels. */
const NEAR_PX = 56;

export interface Follow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  /** Lets go of the end, so that the reader stays elsewhere. */
  readonly release: () => void;
}

/**
 * Keeps the end of a growing text in sight as long as the reader is there. Scrolling up lets go at once, coming back
 * to the end takes hold again, and so does a new last message of the reader's own.
 *
 * @param place another place starts at its end
 * @param whole whether the end that is in the page is the end of the conversation
 */
export function useFollow(
  place: string,
  lastId: string | undefined,
  whole: RefObject<boolean>,
): Follow {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const holding = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    holding.current = true;
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  const release = useCallback(() => {
    holding.current = false;
  }, []);

  // Before the first paint of a place, and when a message was added at its end.
  useLayoutEffect(toEnd, [toEnd, place, lastId]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return undefined;
    let before = element.scrollTop;
    const onScroll = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop;
      const near = left <= NEAR_PX && whole.current;
      if (near) holding.current = true;
      else if (element.scrollTop < before - 1) holding.current = false;
      before = element.scrollTop;
      setAtEnd(holding.current || near);
    };
    const onGrown = () => {
      if (holding.current) element.scrollTop = element.scrollHeight;
      before = element.scrollTop;
    };
    const observer = new ResizeObserver(onGrown);
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [place, whole]);

  return { scroller, content, atEnd, toEnd, release };
}
