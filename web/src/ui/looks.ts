/** The look of every one-line input. */
export const inputLook =
  "h-(--control-lg) w-full rounded-sm bg-raised px-3 text-base text-ink ring-1 ring-inset ring-line-strong transition-shadow outline-none focus-visible:ring-2 focus-visible:ring-focus aria-invalid:ring-danger sm:text-sm";
