import { createHmac, timingSafeEqual } from "node:crypto";
import { assertNever } from "@/lib/assert-never";
import type { Clock } from "@/lib/clock";
import { AwsServiceError } from "./aws-service-error";
import type { ArtifactLocation } from "./artifacts/artifact-store";
import type { Ids } from "./ids";

/** What temporary keys are good for. */
export type SessionScope =
  /** The artifacts of one job: its inputs to read, its outputs to write (and to read back). */
  | {
      readonly kind: "artifacts";
      readonly reads: readonly ArtifactLocation[];
      readonly writes: readonly ArtifactLocation[];
    }
  /** What the role of a function is good for here: all but the engine's own settings. */
  | { readonly kind: "function"; readonly functionName: string }
  /** A role that a caller has assumed through STS: good for what the caller is good for. */
  | { readonly kind: "role"; readonly roleName: string; readonly roleSessionName: string };

export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Sessions {
  /** @param validMs unset: an hour */
  issue(scope: SessionScope, validMs?: number): SessionKeys & { readonly expiresAt: number };
  /**
   * Looks keys up by what a request carries of them.
   * @returns undefined for keys that were not issued here
   * @throws AwsServiceError `ExpiredTokenException`
   */
  find(accessKeyId: string, sessionToken: string): (SessionKeys & { readonly scope: SessionScope }) | undefined;
}

/** As the service's own: a worker that takes longer gets fresh ones from GetJobDetails. */
const VALID_MS = 60 * 60_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const KEY_CHARACTERS = 16;

interface Claims {
  readonly id: string;
  readonly expiresAt: number;
  readonly scope: SessionScope;
}

/**
 * Temporary keys that need no memory: the session token says, sealed, what they are good for and until when, and the
 * keys follow from it. So they outlive a restart of the engine.
 * @param key the engine's own
 */
export function createSessions({
  key,
  clock,
  ids,
}: {
  readonly key: string;
  readonly clock: Clock;
  readonly ids: Ids;
}): Sessions {
  const mac = (purpose: string, text: string): Buffer =>
    createHmac("sha256", key).update(`${purpose} ${text}`).digest();

  function keysOf(sessionToken: string): SessionKeys {
    const characters = [...mac("access key id", sessionToken)].map((byte) => BASE32.charAt(byte % BASE32.length));
    return {
      accessKeyId: `ASIA${characters.slice(0, KEY_CHARACTERS).join("")}`,
      secretAccessKey: mac("secret access key", sessionToken).toString("base64url"),
      sessionToken,
    };
  }

  function claimsOf(sessionToken: string): Claims | null {
    const [claims = "", seal = ""] = sessionToken.split(".");
    const expected = mac("session token", claims);
    const given = Buffer.from(seal, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    // The seal shows that it was written below.
    return JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Claims;
  }

  return {
    issue(scope, validMs = VALID_MS) {
      const claims: Claims = { id: ids.next(), expiresAt: clock.now() + validMs, scope };
      const text = Buffer.from(JSON.stringify(claims)).toString("base64url");
      return { ...keysOf(`${text}.${mac("session token", text).toString("base64url")}`), expiresAt: claims.expiresAt };
    },
    find(accessKeyId, sessionToken) {
      const claims = claimsOf(sessionToken);
      const keys = claims && keysOf(sessionToken);
      if (keys?.accessKeyId !== accessKeyId) return undefined;
      if (claims && claims.expiresAt > clock.now()) return { ...keys, scope: claims.scope };
      throw new AwsServiceError("ExpiredTokenException", "The security token included in the request is expired");
    },
  };
}

/** Who acts with temporary keys: a role that was assumed, as STS names it. */
export function sessionPrincipalArn(scope: SessionScope, accountId: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${sessionPath(scope)}`;
}

function sessionPath(scope: SessionScope): string {
  switch (scope.kind) {
    case "artifacts":
      return "job-worker/artifacts";
    case "function":
      return `function/${scope.functionName}`;
    case "role":
      return `${scope.roleName}/${scope.roleSessionName}`;
    default:
      return assertNever(scope);
  }
}
