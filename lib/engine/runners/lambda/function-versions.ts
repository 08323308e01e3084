import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { findText, unlessMissing } from "../../is-missing";
import type { LambdaFunction } from "../../local-resources";
import { replaceFile } from "../../replace-file";
import { createTaskQueues } from "../../task-queues";
import { ActionFailure } from "../action-failure";

const alias = z.object({
  version: z.string(),
  /** While traffic shifts: the version it shifts to, and how much of it goes there, from 0 to 1. */
  shift: z.object({ version: z.string(), weight: z.number() }).optional(),
});
export type FunctionAlias = z.infer<typeof alias>;

const published = z.object({
  /** The number of the newest version; 0 when nothing was published. */
  latest: z.number(),
  aliases: z.record(z.string(), alias),
});

/** What a call runs: code, and the version it goes by. */
export interface FunctionCode {
  readonly codeDirectory: string;
  readonly version: string;
}

/** The versions and aliases of the functions of this machine. */
export interface FunctionVersions {
  /** @param qualifier a version or an alias @param draw from 0 up to 1: which side of shifting traffic the call is on */
  resolve(of: LambdaFunction, qualifier: string | undefined, draw: number): Promise<FunctionCode>;
  /** @param fill puts the code into an empty directory @returns the new version */
  publish(name: string, fill: (directory: string) => Promise<void>): Promise<string>;
  hasVersion(name: string, version: string): Promise<boolean>;
  /** Null for an alias that was never set. */
  findAlias(name: string, aliasName: string): Promise<FunctionAlias | null>;
  putAlias(name: string, aliasName: string, value: FunctionAlias): Promise<void>;
  /**
   * Moves back every alias whose traffic was shifting when an engine was killed, as the end of the action would have
   * done. Call it before any action runs.
   * @returns a sentence for each
   */
  rollBackShifts(): Promise<readonly string[]>;
}

const LATEST = "$LATEST";

/** Keeps them below `<root>/<function>/`: a directory per version, and what there is in `published.json`. */
export function createFunctionVersions(root: string): FunctionVersions {
  const fileOf = (name: string): string => path.join(root, name, "published.json");
  const directoryOf = (name: string, version: string): string => path.join(root, name, "versions", version);

  /** Changes of one function, one after the other. */
  const changes = createTaskQueues();

  async function read(name: string): Promise<z.infer<typeof published>> {
    const text = await findText(fileOf(name));
    return text === null ? { latest: 0, aliases: {} } : published.parse(JSON.parse(text));
  }

  function write(name: string, value: z.infer<typeof published>): Promise<void> {
    return replaceFile(fileOf(name), JSON.stringify(value));
  }

  function putAlias(name: string, aliasName: string, value: FunctionAlias): Promise<void> {
    return changes.run(name, async () => {
      const before = await read(name);
      await write(name, { ...before, aliases: { ...before.aliases, [aliasName]: value } });
    });
  }

  return {
    async resolve({ name, codeDirectory }, qualifier, draw) {
      const { latest, aliases } = await read(name);
      if (qualifier === undefined || qualifier === LATEST) {
        const newest = latest === 0 ? codeDirectory : directoryOf(name, String(latest));
        return { codeDirectory: newest, version: LATEST };
      }
      const { version = qualifier, shift } = aliases[qualifier] ?? {};
      const chosen = shift && draw < shift.weight ? shift.version : version;
      if (!isVersion(chosen, latest)) {
        throw new ActionFailure("ConfigurationError", `Function ${name} has no version or alias ${qualifier}.`);
      }
      return { codeDirectory: directoryOf(name, chosen), version: chosen };
    },
    publish: (name, fill) =>
      changes.run(name, async () => {
        const before = await read(name);
        const version = String(before.latest + 1);
        const directory = directoryOf(name, version);
        // What a crash has left of the same number was never published.
        await rm(directory, { recursive: true, force: true });
        await mkdir(directory, { recursive: true });
        await fill(directory);
        await write(name, { ...before, latest: before.latest + 1 });
        return version;
      }),
    async hasVersion(name, version) {
      return isVersion(version, (await read(name)).latest);
    },
    async findAlias(name, aliasName) {
      return (await read(name)).aliases[aliasName] ?? null;
    },
    putAlias,
    async rollBackShifts() {
      const said: string[] = [];
      for (const name of await functionsIn(root)) {
        const { aliases } = await read(name);
        for (const [aliasName, { version, shift }] of Object.entries(aliases)) {
          if (!shift) continue;
          await putAlias(name, aliasName, { version });
          said.push(
            `The alias ${aliasName} of function ${name} was moved back to version ${version}: the engine ended while its traffic shifted to version ${shift.version}.`,
          );
        }
      }
      return said;
    },
  };
}

async function functionsIn(root: string): Promise<readonly string[]> {
  return (await unlessMissing(readdir(root))) ?? [];
}

function isVersion(version: string, latest: number): boolean {
  return /^[1-9]\d*$/.test(version) && Number(version) <= latest;
}
