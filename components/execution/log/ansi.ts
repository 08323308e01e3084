/** How a stretch of a log line looks. Colours are the six that a theme can show readably; anything else is plain. */
export interface AnsiStyle {
  readonly colour: AnsiColour | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
}
export type AnsiColour = "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

export const PLAIN_STYLE: AnsiStyle = { colour: null, isBold: false, isDim: false, isUnderlined: false };

const COLOURS: readonly (AnsiColour | null)[] = [null, "red", "green", "yellow", "blue", "magenta", "cyan", null];

// CSI sequences (SGR among them), OSC up to BEL or ST, and every other two-character escape. The class of control
// characters is what this file is about.
// oxlint-disable-next-line no-control-regex
const ESCAPE = /\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_]|$)/g;
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Splits one line into stretches of one style, beginning in `style` because colours run on over line ends. What comes
 * out is only text: the caller renders it as such, so markup in a log stays markup in a log.
 */
export function parseAnsi(line: string, style: AnsiStyle = PLAIN_STYLE): { spans: AnsiSpan[]; style: AnsiStyle } {
  const spans: AnsiSpan[] = [];
  let current = style;
  let from = 0;
  const shown = afterCarriageReturn(line);
  for (const match of shown.matchAll(ESCAPE)) {
    push(spans, shown.slice(from, match.index), current);
    from = match.index + match[0].length;
    if (match[2] === "m") current = applySgr(current, match[1] ?? "");
  }
  push(spans, shown.slice(from), current);
  return { spans, style: current };
}

/** The line as a person reads it: no escapes, control characters made visible. */
export function plainText(line: string): string {
  return visible(afterCarriageReturn(line).replace(ESCAPE, ""));
}

/** A progress bar rewrites its line after each `\r`; a terminal would show the last writing. */
function afterCarriageReturn(line: string): string {
  const trimmed = line.replace(/\r+$/, "");
  return trimmed.slice(trimmed.lastIndexOf("\r") + 1);
}

/** Control characters become their pictures; the ones that turn the reading direction become code points. */
function visible(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

function push(spans: AnsiSpan[], text: string, style: AnsiStyle): void {
  if (text !== "") spans.push({ text: visible(text), style });
}

function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map((code) => Number(code || "0"));
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    // 38 and 48 carry a colour of their own: `5;n` or `2;r;g;b`. It is skipped, not mistaken for other codes.
    if (code === 38 || code === 48) index += codes[index + 1] === 2 ? 4 : 2;
    else next = applyCode(next, code);
  }
  return next;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN_STYLE;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, isDim: true };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 22) return { ...style, isBold: false, isDim: false };
  if (code === 24) return { ...style, isUnderlined: false };
  if (code === 39) return { ...style, colour: null, isDim: false };
  if (code === 90) return { ...style, colour: null, isDim: true };
  if (code >= 30 && code <= 37) return { ...style, colour: COLOURS[code - 30] ?? null };
  if (code >= 91 && code <= 97) return { ...style, colour: COLOURS[code - 90] ?? null };
  return style;
}
