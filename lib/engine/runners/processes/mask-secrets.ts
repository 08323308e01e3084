const MASKED = "***";
/** Masking every "a" because a secret is "a" would hide the log and protect nothing. */
const SHORTEST_SECRET = 4;
/** A shorter text in Base64 says too little to be told from chance. */
const SHORTEST_ENCODED = 8;
/** AWS access key ids; CodeBuild masks them too. */
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** Replaces these values, and AWS access key ids, in a whole text. */
export function maskSecrets(secrets: readonly string[]): (text: string) => string {
  const pattern = patternOf(formsOf(secrets));
  return (text) => (pattern === null ? text : text.replaceAll(pattern, MASKED)).replace(ACCESS_KEY_ID, MASKED);
}

/** Replaces these values in text that arrives in pieces, wherever the pieces were cut. */
export class SecretStream {
  readonly #forms: readonly string[];
  readonly #pattern: RegExp | null;
  #held = "";

  constructor(secrets: readonly string[]) {
    this.#forms = formsOf(secrets);
    this.#pattern = patternOf(this.#forms);
  }

  /** What can be shown so far; what may be the beginning of a secret is kept back. */
  write(text: string): string {
    if (this.#pattern === null) return text;
    const whole = this.#held + text;
    const shown: string[] = [];
    let from = 0;
    this.#pattern.lastIndex = 0;
    for (;;) {
      const holdAt = this.#beginningOfSecret(whole, from);
      this.#pattern.lastIndex = from;
      const match = this.#pattern.exec(whole);
      if (match === null || match.index >= holdAt) {
        shown.push(whole.slice(from, holdAt));
        this.#held = whole.slice(holdAt);
        return shown.join("");
      }
      shown.push(whole.slice(from, match.index), MASKED);
      from = match.index + match[0].length;
    }
  }

  /** The rest, when nothing more comes. */
  end(): string {
    const rest = this.#pattern === null ? this.#held : this.#held.replaceAll(this.#pattern, MASKED);
    this.#held = "";
    return rest;
  }

  /** Where, from `from` on, the text ends with the beginning of a secret; its length when it does not. */
  #beginningOfSecret(text: string, from: number): number {
    const longest = Math.max(0, ...this.#forms.map((form) => form.length - 1));
    for (let at = Math.max(from, text.length - longest); at < text.length; at += 1) {
      const ending = text.slice(at);
      if (this.#forms.some((form) => form.length > ending.length && form.startsWith(ending))) return at;
    }
    return text.length;
  }
}

/** Each secret as it is, line by line, as text within JSON, and in Base64 wherever in a longer text it began. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    ...secret.split(/\r?\n/),
    JSON.stringify(secret).slice(1, -1),
    ...base64FormsOf(secret),
  ]);
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST_SECRET).toSorted((a, b) => b.length - a.length);
}

function base64FormsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < SHORTEST_ENCODED) return [];
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    // The first and the last digit may hold bits of what is around the secret.
    const digits = encoded.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
    return [digits, digits.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** The longest first, so that a secret that begins another does not leave the rest of that one visible. */
function patternOf(forms: readonly string[]): RegExp | null {
  return forms.length === 0 ? null : new RegExp(forms.map(escape).join("|"), "g");
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
