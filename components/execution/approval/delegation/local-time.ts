/** An instant as a `datetime-local` field writes it, in the browser's zone: "2026-09-15T11:38". */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @returns epoch milliseconds; NaN for an empty or unfinished field */
export function fromLocalTime(text: string): number {
  return Date.parse(text);
}
