import { cx } from "@/lib/cx";

const widths = ["w-3/5", "w-4/5", "w-1/2", "w-2/3", "w-3/4", "w-2/5"];

/** Grey lines in the place of titles that are on their way. */
export function ListSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 px-4.5 pt-5">
      {widths.map((width) => (
        <div key={width} className={cx("h-3 animate-pulse rounded-full bg-pressed", width)} />
      ))}
    </div>
  );
}
