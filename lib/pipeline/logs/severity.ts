export type Severity = "error" | "warning";

const ERROR =
  /\b(?:error|fatal|panic|exception|traceback|failed|failure|errno)\b|\bnpm err!|\bnot ok\b|(?:^|\s)[✖✗✘]|did not exit successfully|exit (?:status|code) [1-9]|command not found|no such file or directory|permission denied/i;
const WARNING = /\bwarn(?:ing)?\b|\bdeprecated\b/i;
/** "0 errors", "errors: 0", "no failures", "failed 0": a count of none is good news. */
const NONE_OF_THEM =
  /\b(?:0|no|zero|without)\s+(?:\w+\s+)?(?:errors?|failed|failures?|exceptions?|warnings?)\b|\b(?:errors?|failed|failures?|exceptions?|warnings?|fail)\s*[:=]?\s*0\b/gi;

/** What a line looks like to a person who scans for trouble. A guess from words; the log itself has no levels. */
export function severityOf(plain: string): Severity | null {
  const text = plain.replace(NONE_OF_THEM, "");
  if (ERROR.test(text)) return "error";
  return WARNING.test(text) ? "warning" : null;
}
