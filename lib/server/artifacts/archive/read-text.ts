import "server-only";

export interface DecodedText {
  readonly text: string;
  readonly encoding: "UTF-8" | "UTF-16" | "Latin-1";
}

/** More control characters than this part of a text, and it is none. */
const MOST_CONTROLS = 0.02;

/**
 * Bytes as text, when they are one: UTF-8, UTF-16 with its mark, or Latin-1 where almost nothing is a control.
 * @param isWhole false when the bytes are cut, so that a character may be torn at their end
 * @returns null for what is no text
 */
export function readText(bytes: Buffer, { isWhole }: { readonly isWhole: boolean }): DecodedText | null {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff") {
    const text = decode(bytes, mark === "fffe" ? "utf-16le" : "utf-16be", isWhole);
    return text === null ? null : { text, encoding: "UTF-16" };
  }
  if (bytes.includes(0)) return null;
  const text = decode(bytes, "utf-8", isWhole);
  if (text !== null) return { text, encoding: "UTF-8" };
  const controls = bytes.filter((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)).length;
  if (controls > bytes.length * MOST_CONTROLS) return null;
  return { text: bytes.toString("latin1"), encoding: "Latin-1" };
}

function decode(bytes: Buffer, encoding: string, isWhole: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch (error) {
    // That is how the decoder says that these bytes are something else.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
