import { z } from "zod";

/** One segment of a URL path. Next hands some of them over still encoded, so they are decoded here. */
export const pathSegment = z.string().min(1).transform(decodeSegment);

/** A value as it may stand in a query string: one, several separated by commas, or none. */
export function commaSeparated<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .optional()
    .transform((text) => (text ? text.split(",") : []))
    .pipe(z.array(item));
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
