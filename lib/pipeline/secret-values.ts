interface SecretShape {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Shapes that well-known issuers give their secrets. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "an AWS access key", pattern: /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/ },
  { what: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})\b/ },
  { what: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{16,}\b/ },
  { what: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{20,}\b/ },
  { what: "a Slack token", pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/ },
  { what: "a Stripe key", pattern: /\bsk_live_[A-Za-z0-9]{16,}\b/ },
];

/** Whether a value has the shape of a secret. */
export function hasSecretShape(value: string): boolean {
  return SECRET_SHAPES.some(({ pattern }) => pattern.test(value));
}
