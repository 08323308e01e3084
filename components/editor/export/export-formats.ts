import type { ExportFormat } from "@/lib/pipeline/formats/convert";

/** What a person can choose: the text formats, and the picture as a PNG, which only a browser draws. */
export type ChosenFormat = ExportFormat | "png";

interface FormatDetails {
  readonly value: ChosenFormat;
  readonly label: string;
  readonly extension: string;
  readonly mediaType: string;
}

export const EXPORT_CHOICES: readonly FormatDetails[] = [
  { value: "cli-json", label: "AWS CLI (JSON)", extension: "json", mediaType: "application/json" },
  { value: "cloudformation", label: "CloudFormation (YAML)", extension: "yaml", mediaType: "application/yaml" },
  {
    value: "cloudformation-json",
    label: "CloudFormation (JSON)",
    extension: "template.json",
    mediaType: "application/json",
  },
  { value: "cdk", label: "CDK (TypeScript)", extension: "ts", mediaType: "text/plain" },
  { value: "terraform", label: "Terraform (HCL)", extension: "tf", mediaType: "text/plain" },
  { value: "terraform-json", label: "Terraform (JSON)", extension: "tf.json", mediaType: "application/json" },
  { value: "resources", label: "Resources list (YAML)", extension: "yml", mediaType: "application/yaml" },
  { value: "mermaid", label: "Mermaid diagram", extension: "mmd", mediaType: "text/plain" },
  { value: "svg", label: "Picture (SVG)", extension: "svg", mediaType: "image/svg+xml" },
  { value: "png", label: "Picture (PNG)", extension: "png", mediaType: "image/png" },
];
