import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** Long enough to be worth guessing at length, short enough that hashing cannot be used to tire the server. */
export const password = z.string().min(12, "Use at least 12 characters.").max(200, "Use at most 200 characters.");

/** Argon2id with OWASP's parameters: 19 MiB, two passes. @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of a password nobody has, so that an unknown e-mail costs as much time as a wrong password. */
let hashOfNobody: Promise<string> | undefined;

export async function hashPassword(plain: string): Promise<string> {
  return hash(plain, PARAMETERS);
}

/** @param stored null for somebody who does not exist; takes as long as if they did */
export async function passwordMatches(stored: string | null, plain: string): Promise<boolean> {
  hashOfNobody ??= hash(crypto.randomUUID(), PARAMETERS);
  const matches = await verify(stored ?? (await hashOfNobody), plain);
  return matches && stored !== null;
}
