import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ActionJob } from "../runner";
import { ActionHarness } from "../testing/action-harness";

const ECR = { category: "Source", owner: "AWS", provider: "ECR", version: "1" } as const;
const digest = (character: string) => `sha256:${character.repeat(64)}`;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
  harness.resources.push({
    type: "image-repository",
    name: "shop/web",
    images: [
      { tag: "latest", digest: digest("a") },
      { tag: "v2", digest: digest("a") },
      { tag: "v1", digest: digest("b") },
    ],
  });
});
afterEach(() => harness.dispose());

function source(job: Partial<ActionJob> = {}) {
  const outputArtifacts = [harness.output("Image")];
  return harness.run({ actionTypeId: ECR, configuration: { RepositoryName: "shop/web" }, outputArtifacts, ...job });
}

it("tells which image the tag stands for, in variables and in imageDetail.json", async () => {
  const { outcome } = await source();
  const ImageURI = `000000000000.dkr.ecr.us-east-1.amazonaws.com/shop/web@${digest("a")}`;
  expect(outcome).toMatchObject({
    status: "Succeeded",
    outputVariables: {
      RegistryId: "000000000000",
      RepositoryName: "shop/web",
      ImageTag: "latest",
      ImageDigest: digest("a"),
      ImageURI,
    },
    revision: { revisionId: digest("a") },
  });
  const file = path.join(await harness.unpack(harness.output("Image")), "imageDetail.json");
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
    ImageSizeInBytes: "0",
    ImageDigest: digest("a"),
    Version: "1.0",
    ImagePushedAt: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/),
    RegistryId: "000000000000",
    RepositoryName: "shop/web",
    ImageURI,
    ImageTags: ["latest", "v2"],
  });
});

it("takes another tag, or the digest of an override, which has no tag", async () => {
  const tagged = await source({ configuration: { RepositoryName: "shop/web", ImageTag: "v1" } });
  expect(tagged.outcome).toMatchObject({ outputVariables: { ImageTag: "v1", ImageDigest: digest("b") } });
  const { outcome } = await source({ sourceRevision: { revisionType: "IMAGE_DIGEST", revisionValue: digest("b") } });
  expect(outcome).toMatchObject({ status: "Succeeded", revision: { revisionId: digest("b") } });
  expect(outcome.status === "Succeeded" && outcome.outputVariables?.["ImageTag"]).toBeUndefined();
});

it("says what is not there", async () => {
  expect((await source({ configuration: { RepositoryName: "other" } })).outcome).toMatchObject({
    errorCode: "ConfigurationError",
    message: expect.stringContaining("No image repository is registered as other"),
  });
  const override = { revisionType: "IMAGE_DIGEST", revisionValue: digest("c") };
  expect((await source({ sourceRevision: override })).outcome).toMatchObject({
    errorCode: "RevisionUnavailable",
    message: expect.stringContaining(`has no image ${digest("c")}`),
  });
  const commit = { revisionType: "COMMIT_ID", revisionValue: "abc" };
  expect((await source({ sourceRevision: commit })).outcome).toMatchObject({ errorCode: "RevisionUnavailable" });
});
