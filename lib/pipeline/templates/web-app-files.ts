/** A page that a build stamps and CodeDeploy copies to every instance. */
export const WEB_APP_FILES = {
  "README.md": "# A page to deploy\n\nChange index.html and commit: the pipeline brings it to every instance.\n",
  "index.html": "<!doctype html>\n<title>Hello</title>\n<h1>Hello from the pipeline</h1>\n",
  "buildspec.yml": `version: 0.2
phases:
  build:
    commands:
      - mkdir -p out
      - cp index.html out/index.html
      - printf '%s' "$CODEBUILD_RESOLVED_SOURCE_VERSION" > out/commit.txt
artifacts:
  files:
    - out/**/*
    - appspec.yml
`,
  "appspec.yml": `version: 0.0
os: linux
files:
  - source: out
    destination: /srv/www
`,
} as const;
