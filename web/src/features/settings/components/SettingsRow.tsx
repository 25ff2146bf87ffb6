import type { ReactNode } from "react";

export interface SettingsRowProps {
  name: string;
  hint?: string;
  /** Id of the control, where a click on the name should work it. */
  labelFor?: string;
  children: ReactNode;
}

/** One setting: its name at the left, its control at the right or below. */
export function SettingsRow({ name, hint, labelFor, children }: SettingsRowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 py-4">
      <div className="min-w-40 flex-1">
        {labelFor === undefined ? (
          <p className="font-medium">{name}</p>
        ) : (
          <label htmlFor={labelFor} className="font-medium">
            {name}
          </label>
        )}
        {hint !== undefined && <p className="mt-0.5 text-xs text-ink-faint">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
