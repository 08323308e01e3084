/** One thing somebody did. */
export interface AuditEntry {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actorName: string;
  /** `<noun>.<verb>` */
  readonly action: string;
  readonly subject: string;
  /** `name: value` pairs, ready to read, by name. */
  readonly details: readonly string[];
}
