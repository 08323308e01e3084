/** CloudWatch's limit for one event, less what it counts for the event itself. */
export const MAX_LINE_BYTES = 262_144 - 26;

/** Shorter values are left alone: hiding every "no" or "1" would make a log unreadable without keeping a secret. */
const MIN_SECRET_LENGTH = 4;

export type Redact = (text: string) => string;

/** Hides every occurrence of the given values. A value of several lines is hidden line by line. */
export function redactor(secrets: readonly string[]): Redact {
  const parts = secrets
    .flatMap((secret) => secret.split(/\r?\n/))
    .filter((part) => part.length >= MIN_SECRET_LENGTH)
    .toSorted((a, b) => b.length - a.length)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (parts.length === 0) return (text) => text;
  const pattern = new RegExp(parts.join("|"), "g");
  return (text) => text.replace(pattern, "***");
}

/** Cuts text into the lines that are stored: at line breaks, and where one is longer than an event may be. */
export function splitLines(text: string): string[] {
  return text.split(/\r?\n/).flatMap(splitLongLine);
}

function splitLongLine(line: string): string[] {
  if (line.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(line) <= MAX_LINE_BYTES) return [line];
  const bytes = Buffer.from(line);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + MAX_LINE_BYTES, bytes.length);
    while (end < bytes.length && isContinuation(bytes[end])) end -= 1;
    pieces.push(bytes.toString("utf8", start, end));
    start = end;
  }
  return pieces;
}

/** True for a byte that may not begin a piece: it belongs to the character before it. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
