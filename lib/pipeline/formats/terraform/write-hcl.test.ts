import { expect, it } from "vitest";
import { exportAs } from "../convert";
import { importPipelines } from "../import-pipelines";

const MODULE = `resource "aws_codepipeline" "this" {
    name     = "shop"
    role_arn = "arn:aws:iam::123456789012:role/pipeline"
    dynamic "artifact_store" {
        for_each = var.stores
        content {
            location = artifact_store.value
            type     = "S3"
        }
    }
    dynamic "stage" {
        for_each = ["A", "B"]
        content {
            name = stage.value
            action {
                name          = "Approve"
                category      = "Approval"
                owner         = "AWS"
                provider      = "Manual"
                version       = "1"
                configuration = {
                    CustomData = jsonencode([
                        {
                            name  = "topic"
                            value = aws_sns_topic.approvals.arn
                        },
                    ])
                    ExternalEntityLink = <<EOT
    \${var.site}
        indented
EOT
                }
            }
        }
    }
}
`;

it("writes expressions of several lines as they were written, so that they come back the same", () => {
  const first = importPipelines(MODULE, { filename: "main.tf" });
  if (!first.ok) throw new Error(JSON.stringify(first.issues));
  const { text } = exportAs("terraform", first.pipelines);
  const second = importPipelines(text);
  if (!second.ok) throw new Error(JSON.stringify(second.issues));
  expect(second.pipelines.map(({ declaration }) => declaration)).toEqual(
    first.pipelines.map(({ declaration }) => declaration),
  );
  expect(exportAs("terraform", second.pipelines).text).toBe(text);
});
