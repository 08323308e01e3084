import { SECRET_SHAPES } from "../secret-values";

/** Where a text looks as if it held a secret. Never the secret itself. */
export interface SecretPlace {
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

/** Shapes that say themselves what they are only by what stands before them; the value is the last group. */
const NAMED_VALUES = [
  {
    what: "an AWS secret key",
    pattern: /(aws_?secret_?access_?key["']?\s*[:=]\s*["']?)([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/i,
  },
  { what: "an AWS session token", pattern: /(aws_?session_?token["']?\s*[:=]\s*["']?)([A-Za-z0-9/+=]{80,})/i },
  { what: "the token of a package registry", pattern: /(_auth(?:Token)?\s*=\s*)(?!\$\{|•)(\S{8,})/ },
  { what: "the key of a Kubernetes user", pattern: /(client-key-data:\s*)([A-Za-z0-9+/=]{40,})/ },
  { what: "the sign-in to a container registry", pattern: /("auth"\s*:\s*")([A-Za-z0-9+/=]{12,})(?=")/ },
  { what: "the key of an Azure storage account", pattern: /(AccountKey=)([A-Za-z0-9+/=]{60,})/ },
  { what: "a signed token (JWT)", pattern: /(\b)(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})/ },
  { what: "a Google API key", pattern: /(\b)(AIza[A-Za-z0-9_-]{35})\b/ },
  {
    what: "a password in a URL",
    pattern: /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,64}:)(?!\$\{?|<|\*{2}|•)([^\s:/@"'`]{4,64})(?=@)/i,
  },
] as const;

const SHAPES = [
  ...SECRET_SHAPES.map(({ what, pattern }) => ({ what, pattern: new RegExp(`()(${pattern.source})`) })),
  ...NAMED_VALUES,
].map(({ what, pattern }) => ({ what, pattern, everywhere: new RegExp(pattern.source, `${pattern.flags}g`) }));

const PRIVATE_KEY_BEGINS = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const PRIVATE_KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;
const MASK = "••••••••";

/** Every place of a text that looks like a secret, in order. */
export function findSecrets(text: string): SecretPlace[] {
  const shapes = shapesIn(text);
  if (shapes.length === 0) return [];
  return text.split("\n").flatMap((line, index) => {
    const found = shapes.filter(({ pattern }) => pattern.test(line));
    return found.map(({ what }) => ({ line: index + 1, what }));
  });
}

/** Most texts have none, and then nobody needs to look at them line by line. */
function shapesIn(text: string): typeof SHAPES {
  return SHAPES.filter(({ pattern }) => pattern.test(text));
}

/** The text with what looks like a secret replaced by dots: values within their line, private keys line by line. */
export function maskSecretText(text: string): string {
  const shapes = shapesIn(text);
  if (shapes.length === 0) return text;
  let isInKey = false;
  const lines = text.split("\n").map((line) => {
    if (isInKey) {
      isInKey = !PRIVATE_KEY_ENDS.test(line);
      return isInKey ? MASK : line.replace(/^.*(?=-----END)/, MASK);
    }
    const begins = PRIVATE_KEY_BEGINS.exec(line);
    if (begins && !PRIVATE_KEY_ENDS.test(line)) {
      isInKey = true;
      return line.slice(0, begins.index + begins[0].length);
    }
    if (begins) return `${line.slice(0, begins.index)}${MASK}`;
    return shapes.reduce((masked, { everywhere }) => masked.replaceAll(everywhere, `$1${MASK}`), line);
  });
  return lines.join("\n");
}
