import { z } from "zod";

/** A text of a property, which templates write as a number or a switch too. */
export const scalarText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
