export interface FrameClock {
  /** Asks for one call before the next paint; asking again before that changes nothing. */
  request: () => void;
  /** Calls at once, if a call is due. */
  now: () => void;
}

/** In a hidden tab the browser paints nothing; the work is then done at this pace, in milliseconds. */
const HIDDEN_PACE_MS = 250;

/** Gathers requests into at most one call for each frame that the browser paints. */
export function frameClock(call: () => void): FrameClock {
  let cancel: (() => void) | null = null;
  const run = () => {
    cancel?.();
    cancel = null;
    call();
  };
  return {
    request: () => {
      if (cancel !== null) return;
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, HIDDEN_PACE_MS);
      cancel = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
    now: () => {
      if (cancel !== null) run();
    },
  };
}
