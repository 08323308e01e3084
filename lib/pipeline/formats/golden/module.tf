variable "name" {
  type    = string
  default = "shop"
}

variable "connection_arn" {
  type = string
}

locals {
  environments = ["staging", "production"]
}

resource "aws_codepipeline" "this" {
  name           = "${var.name}-pipeline"
  role_arn       = aws_iam_role.pipeline.arn
  pipeline_type  = "V2"
  execution_mode = "QUEUED"

  artifact_store {
    location = aws_s3_bucket.artifacts.bucket
    type     = "S3"

    encryption_key {
      id   = data.aws_kms_alias.artifacts.arn
      type = "KMS"
    }
  }

  variable {
    name          = "RELEASE"
    default_value = "1.10"
  }

  trigger {
    provider_type = "CodeStarSourceConnection"

    git_configuration {
      source_action_name = "Checkout"

      push {
        branches {
          includes = ["main"]
        }
      }
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Checkout"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["code"]

      configuration = {
        ConnectionArn    = var.connection_arn
        FullRepositoryId = "acme/${var.name}"
        BranchName       = "main"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = "Compile"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["code"]
      output_artifacts = ["packed"]

      configuration = {
        ProjectName = aws_codebuild_project.build.name
        EnvironmentVariables = jsonencode([
          { name = "NAME", value = var.name },
        ])
        BuildspecOverride = <<-EOT
          version: 0.2
          phases:
            build:
              commands: ["echo $${HOME} ${var.connection_arn}"]
        EOT
      }
    }

    on_failure {
      result = "RETRY"

      retry_configuration {
        retry_mode = "ALL_ACTIONS"
      }
    }
  }

  dynamic "stage" {
    for_each = local.environments

    content {
      name = title(stage.value)

      action {
        name            = "Deploy"
        category        = "Deploy"
        owner           = "AWS"
        provider        = "S3"
        version         = "1"
        input_artifacts = ["packed"]

        configuration = {
          BucketName = "${var.name}-${stage.value}"
          Extract    = true
        }
      }
    }
  }

  tags = {
    team = "shop"
  }
}
