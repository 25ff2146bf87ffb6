import { initialsOf } from "@/lib/initials";
import { cx } from "@/lib/cx";

const sizes = { sm: "size-8 text-xs", md: "size-10 text-sm", lg: "size-14 text-lg" };

/** The picture of someone, or the initials of the name; decorative, the name stands beside it. */
export function Avatar({
  name,
  src,
  size = "md",
}: {
  name: string;
  src?: string | undefined;
  size?: keyof typeof sizes;
}) {
  const look = cx("shrink-0 rounded-lg", sizes[size]);
  if (src !== undefined) return <img src={src} alt="" className={cx(look, "object-cover")} />;
  return (
    <span
      aria-hidden="true"
      className={cx(
        look,
        "flex items-center justify-center bg-accent-soft font-semibold text-accent",
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
