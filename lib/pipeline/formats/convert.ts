import { exportResources } from "./cloudformation/export-resources";
import { exportTemplate } from "./cloudformation/export-template";
import { exportCdk } from "./export-cdk";
import { exportCliJson } from "./export-cli-json";
import { exportMermaid } from "./export-mermaid";
import { exportSvg } from "./export-svg";
import type { ExportedPipeline, ExportedText } from "./exported";
import { exportTerraform } from "./terraform/export-terraform";

export const EXPORT_FORMATS = [
  "cli-json",
  "cloudformation",
  "cloudformation-json",
  "cdk",
  "terraform",
  "terraform-json",
  "resources",
  "mermaid",
  "svg",
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export function isExportFormat(name: string): name is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === name);
}

/** Pipelines as one text of a format. A picture shows the first. */
export function exportAs(format: ExportFormat, pipelines: readonly ExportedPipeline[]): ExportedText {
  switch (format) {
    case "cli-json":
      return exportCliJson(pipelines);
    case "cloudformation":
      return exportTemplate(pipelines, "yaml");
    case "cloudformation-json":
      return exportTemplate(pipelines, "json");
    case "cdk":
      return exportCdk(pipelines);
    case "terraform":
      return exportTerraform(pipelines, "hcl");
    case "terraform-json":
      return exportTerraform(pipelines, "json");
    case "resources":
      return exportResources(pipelines);
    case "mermaid":
      return exportMermaid(pipelines);
    case "svg":
      return pictureOfFirst(pipelines);
  }
}

function pictureOfFirst([first, ...others]: readonly ExportedPipeline[]): ExportedText {
  if (!first) return { text: "", notes: ["There is no pipeline to draw."] };
  const { text, notes } = exportSvg(first.declaration);
  const left = others.map(({ declaration }) => declaration.name).join(", ");
  return { text, notes: left === "" ? notes : [...notes, `A picture shows one pipeline; ${left} were left out.`] };
}
