/** CloudWatch's limit for one event, less what it counts for the event itself. */
const MAX_LINE_BYTES = 262_144 - 26;

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
