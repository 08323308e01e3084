import { readFile } from "node:fs/promises";
import type { UnixUser } from "../processes/run-as";
import { ShellSession, type ShellOptions } from "../processes/shell-session";
import { parseValues, printValuesCommand } from "./shell-values";

interface BuildShellOptions extends ShellOptions {
  /** Version 0.2 runs all commands in one shell, version 0.1 each in its own. */
  readonly isShared: boolean;
}

/** The shell, or in version 0.1 the shells, of a build. */
export class BuildShells {
  readonly #options: BuildShellOptions;
  #exports: Readonly<Record<string, string>> = {};
  #session: ShellSession;
  #user: UnixUser | null = null;
  #firstGroupId: number | undefined;

  constructor(options: BuildShellOptions) {
    this.#options = options;
    this.#session = new ShellSession(options);
  }

  /** Starts the shell that the first command will run in, where that is known already. */
  async prepare(): Promise<void> {
    if (this.#options.isShared) await this.#session.prepare();
  }

  async run(command: string, isLast = false): Promise<number> {
    if (this.#options.isShared) {
      const exports = Object.entries(this.#exports).map(([name, value]) => `export ${name}=${value}\n`);
      this.#exports = {};
      return this.#session.run(exports.join("") + command, isLast);
    }
    this.#firstGroupId ??= this.#session.firstGroupId;
    await this.#session.close(null);
    const environment = { ...this.#options.environment, ...this.#exports };
    const earlierMarks = this.#session.allMarks;
    this.#session = new ShellSession({ ...this.#options, environment, earlierMarks });
    await this.#session.runAs(this.#user);
    return this.#session.run(command);
  }

  /** Whom the commands that come run as. */
  async runAs(user: UnixUser | null): Promise<void> {
    this.#user = user;
    await this.#session.runAs(user);
  }

  /** Sets a variable for the commands that come. @param value plain letters and digits */
  export(name: string, value: string): void {
    this.#exports = { ...this.#exports, [name]: value };
  }

  /** The values that these variables have now; those that are unset are left out. */
  async readValues(names: readonly string[], file: string): Promise<ReadonlyMap<string, string>> {
    if (names.length === 0) return new Map();
    const status = await this.run(printValuesCommand(names, file));
    return status === 0 ? parseValues(await readFile(file, "utf8")) : new Map();
  }

  close(): Promise<void> {
    return this.#session.close(this.#firstGroupId ?? this.#session.firstGroupId);
  }

  /** After `close`: settles once no process of the build is left. */
  get swept(): Promise<void> {
    return this.#session.swept;
  }
}
