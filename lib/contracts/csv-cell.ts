/** What a cell of a table holds; null and undefined are empty. */
export type CsvValue = string | number | boolean | null | undefined;

/** What a spreadsheet would take for a formula, also behind blanks. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A cell of CSV (RFC 4180). Texts come from names, commits and tags that anybody may write, so none is left to begin a formula. */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
