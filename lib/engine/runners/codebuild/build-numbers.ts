import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../is-missing";

/** Counts the builds of each project: CODEBUILD_BUILD_NUMBER. */
export interface BuildNumbers {
  next(projectName: string): Promise<number>;
}

/** Keeps each project's counter in a file of its own, read once. */
export function createBuildNumbers(directory: string): BuildNumbers {
  const counters = new Map<string, Promise<number>>();
  let writes = 0;

  async function increment(projectName: string, before: Promise<number> | undefined): Promise<number> {
    const file = path.join(directory, projectName);
    const number = (await (before ?? readNumber(file))) + 1;
    await mkdir(directory, { recursive: true });
    // No project's name begins like that, and one may be as long as a file's.
    const written = path.join(directory, `.new-${(writes += 1)}`);
    await writeFile(written, String(number));
    await rename(written, file);
    return number;
  }

  return {
    next(projectName) {
      const before = counters.get(projectName)?.catch(() => readNumber(path.join(directory, projectName)));
      const number = increment(projectName, before);
      counters.set(projectName, number);
      return number;
    },
  };
}

async function readNumber(file: string): Promise<number> {
  try {
    const number = Number(await readFile(file, "utf8"));
    return Number.isSafeInteger(number) ? number : 0;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
