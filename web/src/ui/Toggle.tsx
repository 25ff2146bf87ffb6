import { Switch } from "radix-ui";

export interface ToggleProps {
  id?: string;
  /** Accessible name, when no visible label points here through `id`. */
  label?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** On or off, at once. */
export function Toggle({ id, label, checked, onChange }: ToggleProps) {
  return (
    <Switch.Root
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      className="h-5 w-9 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-accent"
    >
      <Switch.Thumb className="block size-4 rounded-full bg-raised shadow-low transition-transform data-[state=checked]:translate-x-4" />
    </Switch.Root>
  );
}
