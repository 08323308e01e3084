import { z } from "zod";

/** A mapping whose keys may be written in any case, as `Version` and `Commands`; what is behind them stays as it is. */
export function anyCase<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]))
        : value,
    schema,
  );
}
