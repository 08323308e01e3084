import {
  awsAction,
  codeBuild,
  codeCommitSource,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

export const staticSite: PipelineTemplate = {
  id: "static-site",
  name: "Static site to S3",
  description: "Builds a site and unpacks it into a bucket, with a lifetime for caches.",
  needs: [NEEDS_CODECOMMIT, NEEDS_PROJECT, "An S3 bucket that serves the site"],
  build: (basics) =>
    pipelineOf(basics, [
      stageOf("Source", codeCommitSource(basics.name)),
      stageOf("Build", codeBuild(basics.name)),
      stageOf("Deploy", {
        name: "Upload",
        actionTypeId: awsAction("Deploy", "S3"),
        configuration: {
          BucketName: bucketName(basics.name),
          Extract: "true",
          CacheControl: "public, max-age=300",
        },
        inputArtifacts: [{ name: "BuildOutput" }],
      }),
    ]),
  starter: (name) => ({ repository: name, files: FILES }),
};

/** Buckets take neither capitals nor most signs that a pipeline's name may have. */
function bucketName(pipelineName: string): string {
  return `${pipelineName
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 50)}-site`;
}

const FILES = {
  "README.md": "# A site of two pages\n\nbuild.sh puts each of pages/ into the frame of layout.html.\n",
  "layout.html": "<!doctype html>\n<title>TITLE</title>\n<main>BODY</main>\n",
  "pages/index.html": "<h1>Welcome</h1>",
  "pages/about.html": "<h1>About</h1>",
  "build.sh": `set -eu
mkdir -p public
for page in pages/*.html; do
  name=$(basename "$page")
  sed -e "s/TITLE/$name/" -e "s|BODY|$(cat "$page")|" layout.html > "public/$name"
done
`,
  "buildspec.yml": `version: 0.2
phases:
  build:
    commands:
      - sh build.sh
  post_build:
    commands:
      - test -s public/index.html
artifacts:
  base-directory: public
  files:
    - '**/*'
`,
} as const;
