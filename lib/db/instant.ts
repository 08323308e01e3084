import { z } from "zod";

/** A timestamp column as epoch milliseconds. */
export const instant = z.date().transform((date) => date.getTime());
export const instantOrNull = instant.nullable();
