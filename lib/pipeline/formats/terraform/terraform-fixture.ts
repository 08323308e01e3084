import { importPipelines, type ImportIssue, type ImportOptions } from "../import-pipelines";

const VARIABLES = `variable "env" {
  type        = string
  description = "Where to"
  default     = "dev"
}
variable "repository" {}
variable "token" {
  default   = "hidden"
  sensitive = true
}
variable "empty" { default = "" }
variable "stages" {
  type    = list(object({ name = string, project = string }))
  default = [{ name = "Lint", project = "lint" }, { name = "Unit", project = "unit" }]
}
locals {
  prefix = "\${var.env}-shop"
  bucket = aws_s3_bucket.artifacts
  tags   = merge({ team = "shop" }, { env = var.env })
  a      = local.b
  b      = local.a
}
`;

/** A module with one `aws_codepipeline`: `configuration` is its build action's, `more` follows its two stages. */
export function resource(configuration: string, more = ""): string {
  return `# Pipelines of the shop
${VARIABLES}
resource "aws_codepipeline" "this" {
  name     = "\${local.prefix}-pipeline"
  role_arn = aws_iam_role.pipeline.arn
  artifact_store {
    location = local.bucket.bucket
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name             = "Checkout"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = 1
      output_artifacts = ["code"]
      configuration    = { RepositoryName = var.repository, BranchName = "main", PollForSourceChanges = false }
    }
  }
  stage {
    name = "Build"
    action {
      name            = "Compile"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["code"]
      namespace       = ""
      region          = null
      configuration = {
        ${configuration}
      }
    }
  }
${more}}
`;
}

/** The first pipeline of a text, with what was asked for and every other one; throws what could not be read. */
export function imported(text: string, options?: ImportOptions) {
  const result = importPipelines(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const [first] = result.pipelines;
  if (!first) throw new Error("no pipeline");
  return { ...first, parameters: result.parameters, all: result.pipelines };
}

/** What an expression becomes where a text must stand. */
export function projectOf(value: string, options?: ImportOptions): string | undefined {
  const { declaration } = imported(resource(`ProjectName = ${value}`), options);
  return declaration.stages[1]?.actions[0]?.configuration?.ProjectName;
}

/** What could not be read of a text. */
export function issues(text: string): readonly ImportIssue[] {
  const result = importPipelines(text);
  return result.ok ? [] : result.issues;
}
