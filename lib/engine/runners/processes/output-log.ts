import type { LogWriter } from "../runner";
import { LineSplitter } from "./line-splitter";
import type { SecretStream } from "./mask-secrets";

const MEBIBYTE = 1024 ** 2;
const DEFAULT_OUTPUT_LIMIT = 32 * MEBIBYTE;

interface OutputLogOptions {
  /** Characters. */
  readonly limit?: number | undefined;
  /** Masks what processes print before it is cut into lines, so that no cut can show a secret. */
  readonly secrets?: SecretStream | undefined;
}

/** Writes what processes print to a log: line by line, secrets masked, and no more than the limit, which it says. */
export class OutputLog {
  readonly #log: LogWriter;
  readonly #limit: number;
  readonly #secrets: SecretStream | undefined;
  readonly #lines = new LineSplitter((line) => this.#line(line));
  readonly #mask: (line: string) => string;
  #written = 0;

  constructor(log: LogWriter, mask: (line: string) => string, options: OutputLogOptions = {}) {
    this.#log = log;
    this.#mask = mask;
    this.#limit = options.limit ?? DEFAULT_OUTPUT_LIMIT;
    this.#secrets = options.secrets;
  }

  write(text: string): void {
    if (this.#written > this.#limit) return;
    this.#lines.write(this.#secrets ? this.#secrets.write(text) : text);
  }

  /** A command has ended: what it printed last is a line, with or without a line break. */
  endLine(): void {
    if (this.#secrets) this.#lines.write(this.#secrets.end());
    this.#lines.end();
  }

  /** A line of the runner's own; masked, never dropped. */
  note(text: string): void {
    for (const line of text.split(/\r?\n/)) this.#log.line(clean(this.#mask(line)));
  }

  #line(line: string): void {
    if (this.#written > this.#limit) return;
    this.#written += line.length + 1;
    if (this.#written > this.#limit) {
      this.#log.line(
        `Output limit of ${this.#limit} characters reached: what the commands print from here on is not kept.`,
      );
      return;
    }
    this.#log.line(clean(this.#mask(line)));
  }
}

/** PostgreSQL text and many viewers cannot hold NUL. */
function clean(line: string): string {
  return line.replaceAll("\0", "\uFFFD");
}
