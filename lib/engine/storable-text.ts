/** In JSON text, where an escaped backslash has to be passed over: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\\(?:\\|u(?:0000|d[89a-f][0-9a-f]{2}))/g;
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const REPLACEMENT_CHARACTER = "\ufffd";

/** Whether every text in a JSON value can be kept: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function isStorable(value: unknown): boolean {
  return replaceUnstorable(value) === value;
}

/** A JSON value that can be kept: the same one where it can, else a copy with U+FFFD for what no store takes. */
export function replaceUnstorable<T>(value: T): T {
  const text = JSON.stringify(value) ?? "";
  if (!MAY_BE_UNSTORABLE.test(text)) return value;
  const storable = text.replace(UNSTORABLE, (escape) => (escape === "\\\\" ? escape : REPLACEMENT_CHARACTER));
  // JSON of the same shape, as only characters within its texts have changed.
  return storable === text ? value : (JSON.parse(storable) as T);
}
