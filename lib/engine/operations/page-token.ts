import { AwsServiceError } from "../aws-service-error";

/** A page token: where the page before ended. `scope` names the operation and its filters, so a foreign one is refused. */
export function encodeNextToken(scope: string, position: string | number): string {
  return Buffer.from(JSON.stringify([scope, String(position)])).toString("base64url");
}

/** @returns undefined for the first page. @throws InvalidNextTokenException */
export function decodeNextToken(scope: string, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const [tokenScope, position] = parse(token);
  if (tokenScope === scope && typeof position === "string") return position;
  throw new AwsServiceError("InvalidNextTokenException", "The next token was not issued by the previous call");
}

/** The same, where pages end at an ordinal. */
export function decodeOrdinal(scope: string, token: string | undefined): number | undefined {
  const position = decodeNextToken(scope, token);
  return position === undefined ? undefined : Number(position);
}

function parse(token: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // not a token of ours at all
  }
}
