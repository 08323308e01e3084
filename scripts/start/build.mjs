import { spawnSync } from "node:child_process";
import path from "node:path";
import { whenStale } from "./fresh.mjs";
import { say, StartError } from "./say.mjs";
import { ROOT } from "./settings.mjs";

const SHARED = ["lib", "prisma/schema", "package-lock.json", "tsconfig.json", "next.config.js"];
const NODE_ENTRIES = ["scripts/engine.ts", "scripts/worker.ts", "scripts/first-run.ts", "scripts/seed.ts"];
/** Started by the engine, from beside its own file. */
const LAUNCHER = "lib/engine/runners/processes/process-launcher.mjs";

/** Builds the web application, if `parts` has it, and bundles the Node processes, each only when its sources changed. */
export async function buildAll(parts) {
  if (parts.includes("web")) {
    await whenStale({
      inputs: [...SHARED, "app", "components", "public", "proxy.ts", "instrumentation-client.ts", "postcss.config.mjs"],
      output: ".next",
      work: buildWeb,
    });
  }
  await whenStale({
    inputs: [...SHARED, ...NODE_ENTRIES, "scripts/start/build.mjs"],
    output: "dist",
    work: bundleNode,
  });
}

function buildWeb() {
  say("Building…");
  const next = spawnSync(process.execPath, [path.join(ROOT, "node_modules/next/dist/bin/next"), "build"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (next.status !== 0) throw new StartError(`next build failed.\n${next.stdout}${next.stderr}`);
}

async function bundleNode() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...NODE_ENTRIES, LAUNCHER].map((file) => ({ in: file, out: path.parse(file).name })),
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    // The package's main file throws outside a React server; under plain Node it is meant to be empty.
    alias: { "server-only": path.join(ROOT, "node_modules/server-only/empty.js") },
    sourcemap: true,
    logLevel: "error",
  });
}
