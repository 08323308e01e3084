import { build } from "esbuild";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** The bundled crash engine, ready to be started again and again. */
export interface CrashProgram {
  start(options: {
    readonly url: string;
    readonly directory: string;
    readonly seed: number;
    readonly mode: "drive" | "drain";
  }): ChildProcess;
  remove(): void;
}

export async function buildCrashProgram(): Promise<CrashProgram> {
  // Where the one package that is not bundled is found.
  const program = path.join(ROOT, "node_modules", `.penstock-crash-${randomUUID()}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, "scripts/testing/crash/crash-engine.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["pg"],
    logLevel: "error",
    tsconfig: path.join(ROOT, "tsconfig.json"),
  });
  return {
    start: ({ url, directory, seed, mode }) =>
      spawn(process.execPath, [program, url, directory, String(seed), mode], {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "inherit"],
      }),
    remove: () => rmSync(program, { force: true }),
  };
}

export async function exitOf(engine: ChildProcess): Promise<number | null> {
  if (engine.exitCode === null && engine.signalCode === null) await once(engine, "exit");
  return engine.exitCode;
}
