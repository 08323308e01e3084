import { parseArgs } from "node:util";
import { EXPORT_FORMATS, exportAs, isExportFormat } from "@/lib/pipeline/formats/convert";
import { readDefinition, stop } from "./read-definition";

/** `npm run -s convert -- FILE --to FORMAT`: reads any format, writes one. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { to: { type: "string" } } });
const [file] = positionals;
const format = values.to ?? "";
if (file === undefined || !isExportFormat(format)) {
  stop(`Usage: npm run -s convert -- FILE --to ${EXPORT_FORMATS.join("|")}`);
}
process.stdout.write(exportAs(format, readDefinition(file)));
