import { createHash } from "node:crypto";
import type { HandlerContext, Properties } from "./resource-handler";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const SUFFIX_LENGTH = 13;

/** The name of a resource: its property `Name`, or else one that is made up for it. */
export function nameOf({ Name }: Properties, context: HandlerContext, longest?: number): string {
  return typeof Name === "string" ? Name : physicalName(context, longest);
}

/** The name of a resource that its template does not name: stack, logical id, and letters that keep two apart. */
export function physicalName({ stackName, logicalId, newId }: HandlerContext, longest = 64): string {
  const suffix = [...createHash("sha256").update(newId()).digest().subarray(0, SUFFIX_LENGTH)]
    .map((byte) => LETTERS.charAt(byte % LETTERS.length))
    .join("");
  const half = Math.floor((longest - SUFFIX_LENGTH - 2) / 2);
  const whole = `${stackName}-${logicalId}`;
  const name =
    whole.length + 1 + SUFFIX_LENGTH <= longest ? whole : `${stackName.slice(0, half)}-${logicalId.slice(0, half)}`;
  return `${name}-${suffix}`;
}
