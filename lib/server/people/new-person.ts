import "server-only";
import { z } from "zod";
import { password } from "@/lib/auth/password";
import { PenstockError } from "@/lib/errors";

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email("This is not an e-mail address."));

const personName = z.string().trim().min(1, "Say how you want to be called.").max(100, "Use at most 100 characters.");

/** What somebody says about themselves when they join. */
export const newPerson = z.object({ name: personName, password });
export const newOwner = newPerson.extend({ email: emailAddress });

/** @throws PenstockError `invalid_input` with the messages, which are written for the person at the form */
export function parseForm<Schema extends z.ZodType>(schema: Schema, values: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new PenstockError("invalid_input", parsed.error.issues.map((issue) => issue.message).join(" "));
}
