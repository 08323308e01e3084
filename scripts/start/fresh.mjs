import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./settings.mjs";

/**
 * Runs `work` unless it already ran on the same content: `inputs` (files and folders) decide, and the stamp lies
 * inside `output`, so that deleting the output makes it stale.
 */
export async function whenStale({ inputs, output, work }) {
  const wanted = contentHash(inputs);
  const stamp = path.join(ROOT, output, ".penstock-inputs");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function contentHash(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const file of inputs.flatMap((input) => filesUnder(input))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Tests and generated code are left out: neither decides what is built. */
function filesUnder(input) {
  const absolute = path.join(ROOT, input);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return /\.test\.tsx?$/.test(input) ? [] : [input];
  return readdirSync(absolute)
    .filter((name) => name !== "generated")
    .toSorted()
    .flatMap((name) => filesUnder(path.join(input, name)));
}
