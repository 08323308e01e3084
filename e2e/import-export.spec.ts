import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { importPipelines } from "@/lib/pipeline/formats/import-pipelines";
import { expect, test } from "./fixtures/test";

const TEMPLATE = `Parameters:
  Environment: { Type: String, Default: dev, AllowedValues: [dev, prod] }
Resources:
  Bucket: { Type: "AWS::S3::Bucket" }
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: shop
      RoleArn: arn:aws:iam::123456789012:role/pipeline
      ArtifactStore: { Type: S3, Location: !Ref Bucket }
      Stages:
        - Name: Source
          Actions:
            - Name: Checkout
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: 1 }
              Configuration: { RepositoryName: shop, BranchName: !Sub "\${Environment}-branch", PollForSourceChanges: false }
              OutputArtifacts: [{ Name: Code }]
        - Name: Approve
          Actions:
            - Name: Approve
              ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: 1 }
`;

/** The text of the file that the export dialog hands over. */
async function exported(page: Page, format: string): Promise<string> {
  await page.getByLabel("Format").selectOption(format);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

/** The bucket, and the configuration of the first action. */
function essence(text: string): readonly unknown[] {
  const result = importPipelines(text);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.pipelines.map(({ declaration: { name, artifactStore, stages } }) => ({
    name,
    location: artifactStore?.location,
    configuration: stages[0]?.actions[0]?.configuration,
  }));
}

test("a template with a parameter is imported, and leaves the editor as a template and as Terraform", async ({
  ownerPage: page,
}) => {
  const name = `imported-${Date.now()}`;
  await page.goto("/pipelines/new");
  await page.getByText("A definition you have").click();
  const file = { name: "pipeline.yaml", mimeType: "application/yaml", buffer: Buffer.from(TEMPLATE) };
  await page.getByLabel("Definition file").setInputFiles(file);
  await page.getByRole("group", { name: "Parameters" }).getByLabel("Environment").selectOption("prod");
  await page.getByLabel("Pipeline name").fill(name);
  await page.getByRole("button", { name: "Create draft" }).click();
  await page.waitForURL(`**/pipelines/local/${name}/edit`);

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  const expected = {
    name,
    location: "Ref-Bucket",
    configuration: { RepositoryName: "shop", BranchName: "prod-branch", PollForSourceChanges: "false" },
  };
  const template = await exported(page, "CloudFormation (YAML)");
  expect(template).toContain('Location: !Ref "Bucket"');
  expect(essence(template)).toEqual([expected]);
  expect(essence(await exported(page, "Terraform (HCL)"))).toEqual([expected]);
});
