/** How a stretch of a log line looks. Colours are the six that a theme can show readably; anything else is plain. */
export interface TextStyle {
  readonly colour: TextColour | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
}
export type TextColour = "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";

export const PLAIN_STYLE: TextStyle = { colour: null, isBold: false, isDim: false, isUnderlined: false };

const COLOURS: readonly (TextColour | null)[] = [null, "red", "green", "yellow", "blue", "magenta", "cyan", null];
/** A colour less saturated than this is a grey to the eye, on a scale of 255. */
const LEAST_SATURATION = 48;

/** The style after an SGR sequence with these parameters, such as `1;31`. What is not shown is skipped, not guessed. */
export function applySgr(style: TextStyle, parameters: string): TextStyle {
  const codes = parameters.split(/[;:]/).map((code) => Number(code || "0"));
  let next = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    // 38 (text) and 48 (ground) carry a colour of their own: `5;n` or `2;r;g;b`.
    if (code === 38 || code === 48) {
      const isTrueColour = codes[index + 1] === 2;
      const given = codes.slice(index + 2, index + (isTrueColour ? 5 : 3));
      if (code === 38) next = { ...next, colour: isTrueColour ? nearestColour(given) : paletteColour(given[0] ?? 0) };
      index += isTrueColour ? 4 : 2;
    } else next = applyCode(next, code);
  }
  return next;
}

/** The one SGR sequence that sets this style, whatever was set before. */
export function sgrOf({ colour, isBold, isDim, isUnderlined }: TextStyle): string {
  const codes = ["0"];
  if (isBold) codes.push("1");
  if (isDim) codes.push("2");
  if (isUnderlined) codes.push("4");
  if (colour) codes.push(String(30 + COLOURS.indexOf(colour)));
  return `\u001b[${codes.join(";")}m`;
}

function applyCode(style: TextStyle, code: number): TextStyle {
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

/** Of the 256: 16 named ones, a cube of 6 × 6 × 6, and greys. */
function paletteColour(index: number): TextColour | null {
  if (index < 16) return COLOURS[index % 8] ?? null;
  if (index > 231) return null;
  const inCube = index - 16;
  const steps = [Math.floor(inCube / 36), Math.floor(inCube / 6) % 6, inCube % 6];
  return nearestColour(steps.map((step) => (step === 0 ? 0 : 55 + 40 * step)));
}

/** The named colour of that hue; null for greys. */
function nearestColour([red = 0, green = 0, blue = 0]: readonly number[]): TextColour | null {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < LEAST_SATURATION) return null;
  const isStrong = (part: number): boolean => part - least > (most - least) / 2;
  const index = (isStrong(red) ? 1 : 0) + (isStrong(green) ? 2 : 0) + (isStrong(blue) ? 4 : 0);
  return COLOURS[index] ?? null;
}
