import i18next from "i18next";

/** A month's name with its year when that is not the current one, such as "October" or "May 2025". */
export function formatMonth(date: Date, now: Date): string {
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(i18next.language, {
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}
