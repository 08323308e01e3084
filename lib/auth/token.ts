import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A secret for a one-time link: the token goes into the link, only its hash is stored. */
export function mintToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashOfToken(token) };
}

/** SHA-256 in hexadecimal. A token is random, so it needs no slow hash. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
