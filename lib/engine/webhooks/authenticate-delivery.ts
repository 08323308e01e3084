import { createHmac, timingSafeEqual } from "node:crypto";
import { isInIpRange } from "./ip-range";
import type { WebhookDefinition } from "./webhook";

export interface Delivery {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Who is at the other end of the connection; absent where there is none. */
  readonly remoteAddress?: string;
}

/**
 * Looks whether a delivery is from who may send it. GitHub signs with SHA-1, SHA-256 or both; each signature that is
 * there has to be right.
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isAuthentic(
  { authentication, authenticationConfiguration }: WebhookDefinition,
  { headers, body, remoteAddress }: Delivery,
): boolean {
  switch (authentication) {
    case "UNAUTHENTICATED":
      return true;
    case "IP":
      return (
        remoteAddress !== undefined && isInIpRange(remoteAddress, authenticationConfiguration.AllowedIPRange ?? "")
      );
    case "GITHUB_HMAC": {
      const secret = authenticationConfiguration.SecretToken;
      const given = [
        ["sha1", headers.get("x-hub-signature")],
        ["sha256", headers.get("x-hub-signature-256")],
      ] as const;
      const present = given.filter(([, signature]) => signature !== null);
      if (secret === undefined || present.length === 0) return false;
      return present.every(([algorithm, signature]) => {
        const expected = `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
        return isSameText(signature ?? "", expected);
      });
    }
  }
}

/** In the same time, wherever they differ. */
function isSameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
