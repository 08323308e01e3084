import { rm } from "node:fs/promises";
import path from "node:path";
import type { z } from "zod";
import { findText } from "../../is-missing";
import { replaceFile } from "../../replace-file";
import { createTaskQueues } from "../../task-queues";

/** What simulated providers remember, one JSON file per thing: a stack, a stack set, a task definition family. */
export class SimulatedState {
  readonly #directory: string;
  readonly #turns = createTaskQueues();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param kind a folder, such as `stacks`; names may hold anything */
  async find<Thing>(schema: z.ZodType<Thing>, kind: string, name: string): Promise<Thing | null> {
    const text = await findText(this.#fileOf(kind, name));
    return text === null ? null : schema.parse(JSON.parse(text));
  }

  async put(kind: string, name: string, thing: object): Promise<void> {
    await replaceFile(this.#fileOf(kind, name), JSON.stringify(thing));
  }

  async remove(kind: string, name: string): Promise<void> {
    await rm(this.#fileOf(kind, name), { force: true });
  }

  /** Works on one thing at a time, whichever actions want to. */
  inTurn<Result>(kind: string, name: string, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.run(this.#fileOf(kind, name), work);
  }

  #fileOf(kind: string, name: string): string {
    return path.join(this.#directory, kind, `${encodeURIComponent(name).replaceAll(".", "%2E")}.json`);
  }
}
