/** A container and the files by which ECS learns of its image. Without Docker the image is named and not built. */
export const CONTAINER_FILES = {
  "README.md": "# A container\n\nbuildspec.yml builds and pushes it where Docker is, and always names its image.\n",
  Dockerfile: "FROM public.ecr.aws/nginx/nginx:stable-alpine\nCOPY index.html /usr/share/nginx/html/index.html\n",
  "index.html": "<!doctype html>\n<title>Hello</title>\n<h1>Hello from a container</h1>\n",
  "appspec.yaml": `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 80
`,
  "taskdef.json": `{
  "family": "web",
  "networkMode": "awsvpc",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "512",
  "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "<IMAGE1_NAME>",
      "essential": true,
      "portMappings": [{ "containerPort": 80 }]
    }
  ]
}
`,
  "buildspec.yml": `version: 0.2
env:
  variables:
    REGISTRY: 111122223333.dkr.ecr.us-east-1.amazonaws.com
  exported-variables:
    - IMAGE_URI
phases:
  build:
    commands:
      - TAG=$(printf '%s' "\${CODEBUILD_RESOLVED_SOURCE_VERSION:-latest}" | cut -c1-12)
      - export IMAGE_URI="$REGISTRY/web:$TAG"
      - |
        if command -v docker > /dev/null && [ -n "\${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI:-}" ]; then
          aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
          docker build --tag "$IMAGE_URI" .
          docker push "$IMAGE_URI"
        else
          echo "There is no Docker or no registry here: $IMAGE_URI is named, not built."
        fi
  post_build:
    commands:
      - printf '[{"name":"web","imageUri":"%s"}]' "$IMAGE_URI" > imagedefinitions.json
      - printf '{"ImageURI":"%s"}' "$IMAGE_URI" > imageDetail.json
artifacts:
  files:
    - imagedefinitions.json
    - imageDetail.json
    - taskdef.json
    - appspec.yaml
`,
} as const;
