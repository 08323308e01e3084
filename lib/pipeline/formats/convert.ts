import { exportTemplate } from "./export-cloudformation";
import type { ImportedPipeline } from "./import-pipelines";

export const EXPORT_FORMATS = ["cli-json", "cloudformation"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export function isExportFormat(name: string): name is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === name);
}

/** All pipelines of an import as one text. `cli-json` is a list that keeps tags and notes beside each declaration. */
export function exportAs(format: ExportFormat, pipelines: readonly ImportedPipeline[]): string {
  switch (format) {
    case "cli-json": {
      const list = pipelines.map(({ declaration, tags, notes }) => ({ pipeline: declaration, tags, notes }));
      return `${JSON.stringify(list, null, 2)}\n`;
    }
    case "cloudformation":
      return exportTemplate(pipelines);
  }
}
