import { parseArgs } from "node:util";
import { EXPORT_FORMATS, exportAs, isExportFormat } from "@/lib/pipeline/formats/convert";
import { readDefinition, stop } from "./read-definition";

/**
 * `npm run -s convert -- FILE --to FORMAT`: reads any format, writes one. `cli-json` is a list with tags and notes beside
 * each declaration; for the others, notes go to standard error.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: "string" }, parameter: { type: "string", multiple: true } },
});
const [file] = positionals;
const format = values.to ?? "";
if (file === undefined || !isExportFormat(format)) {
  stop(`Usage: npm run -s convert -- FILE --to ${EXPORT_FORMATS.join("|")} [--parameter NAME=VALUE]`);
}
const pipelines = readDefinition(file, values.parameter);
if (format === "cli-json") {
  const list = pipelines.map(({ declaration, tags, notes, metadata }) => ({
    pipeline: declaration,
    tags,
    notes,
    ...((metadata.expressions.length > 0 || metadata.origin) && { beside: metadata }),
  }));
  process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
} else {
  const { text, notes } = exportAs(format, pipelines);
  const imported = pipelines.flatMap((pipeline) => pipeline.notes);
  for (const note of new Set([...imported, ...notes])) console.error(`Note: ${note}`);
  process.stdout.write(text);
}
