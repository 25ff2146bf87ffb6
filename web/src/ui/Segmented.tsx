import { RadioGroup } from "radix-ui";
import { cx } from "@/lib/cx";

export interface SegmentedProps<Value extends string> {
  /** Accessible name of the group. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, side by side; arrow keys move. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      orientation="horizontal"
      className="inline-flex rounded-sm bg-sunken p-0.5 ring-1 ring-line ring-inset"
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className={cx(
            "h-(--control-sm) rounded-xs px-3 text-xs font-medium text-ink-muted transition-colors hover:text-ink",
            "data-[state=checked]:bg-raised data-[state=checked]:text-ink data-[state=checked]:shadow-low",
          )}
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
