import { createHmac, timingSafeEqual } from "node:crypto";
import { AwsServiceError } from "../aws-service-error";

/**
 * Page tokens: each says where the page before ended, so it stays good while entries are added or removed. `scope`
 * names the operation and whatever its result depends on; a token of another scope, or of no engine, is refused.
 */
export interface PageTokens {
  encode(scope: string, position: string | number): string;
  /** @returns undefined for the first page. @throws InvalidNextTokenException */
  decode(scope: string, token: string | undefined): string | undefined;
}

const MAC_BYTES = 16;

/** @param key the engine's own; with the same key tokens outlive a restart */
export function createPageTokens(key: string): PageTokens {
  function macOf(scope: string, position: string): Buffer {
    const content = JSON.stringify(["page token", scope, position]);
    return createHmac("sha256", key).update(content).digest().subarray(0, MAC_BYTES);
  }

  return {
    encode(scope, position) {
      const text = String(position);
      return Buffer.concat([macOf(scope, text), Buffer.from(text)]).toString("base64url");
    },
    decode(scope, token) {
      if (token === undefined) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const position = bytes.subarray(MAC_BYTES).toString("utf8");
      const isOurs = bytes.length > MAC_BYTES && bytes.toString("base64url") === token;
      if (isOurs && timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(scope, position))) return position;
      throw new AwsServiceError("InvalidNextTokenException", "The next token was not issued by the previous call");
    },
  };
}

/** The position as a number, where pages end at one. */
export function decodeNumber(tokens: PageTokens, scope: string, token: string | undefined): number | undefined {
  const position = tokens.decode(scope, token);
  return position === undefined ? undefined : Number(position);
}
