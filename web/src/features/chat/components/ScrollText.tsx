import { cx } from "@/lib/cx";

/** Text as it is, in a box that scrolls; reachable by keyboard, because else a long text could not be read. */
export function ScrollText({ text, className }: { text: string; className?: string }) {
  return (
    <pre
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region needs the focus
      tabIndex={0}
      className={cx(
        "overflow-auto rounded-sm bg-raised p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]",
        className,
      )}
    >
      {text}
    </pre>
  );
}
