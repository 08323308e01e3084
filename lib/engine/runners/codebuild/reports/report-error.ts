/** A report file that cannot be read. The message says why, as a clause. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}
