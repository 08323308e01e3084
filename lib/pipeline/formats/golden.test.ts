import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { EXPORT_FORMATS, exportAs } from "./convert";
import { importPipelines } from "./import-pipelines";

const FOLDER = path.join(import.meta.dirname, "golden");

function imported(file: string) {
  const result = importPipelines(readFileSync(path.join(FOLDER, file), "utf8"));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.pipelines;
}

/** One pipeline with everything in it, as a template and as a module, and what each format makes of it. */
describe.each(["template.yaml", "module.tf"])("%s", (source) => {
  it.each(EXPORT_FORMATS)("as %s", async (format) => {
    const { text, notes } = exportAs(format, imported(source));
    const told = notes.map((note) => `Note: ${note}\n`).join("");
    await expect(`${text}${told}`).toMatchFileSnapshot(path.join(FOLDER, `${source}.${format}.golden`));
  });

  it("is read as", async () => {
    const read = imported(source).map(({ declaration, tags, notes }) => ({ declaration, tags, notes }));
    await expect(`${JSON.stringify(read, null, 2)}\n`).toMatchFileSnapshot(
      path.join(FOLDER, `${source}.import.golden`),
    );
  });
});
