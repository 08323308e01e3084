import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { Play } from "../testing/play";
import { newArtifactLocation } from "./artifact-location";

it("puts what an action makes into the store of its Region, and has it taken from there in any other", () => {
  const far = buildAction("Far", { region: "eu-west-1", outputArtifacts: [{ name: "FarOutput" }] });
  const near = buildAction("Near", { inputArtifacts: [{ name: "FarOutput" }] });
  const declaration = declarePipeline([declareStage("Build", [far]), declareStage("Check", [near])], {
    artifactStore: undefined,
    artifactStores: {
      "us-east-1": { type: "S3", location: "shop-east" },
      "eu-west-1": { type: "S3", location: "shop-west" },
    },
  });
  const play = new Play(declaration).start("one").succeed("one", "Source.Checkout").succeed("one", "Build.Far");
  const buckets = play.jobs.map(({ actionName, region, inputArtifacts, outputArtifacts }) => [
    actionName,
    region,
    ...[...inputArtifacts, ...outputArtifacts].map(({ location }) => location.bucket),
  ]);
  expect(buckets).toEqual([
    ["Checkout", "us-east-1", "shop-east"],
    ["Far", "eu-west-1", "shop-east", "shop-west"],
    ["Near", "us-east-1", "shop-west"],
  ]);
});

it("keeps keys within what the service model allows, whatever the names", () => {
  const declaration = declarePipeline([], { name: "p".repeat(100) });
  const id = "6f0e1d2c-3b4a-4958-8677-9605a4b3c2d1";
  const { key } = newArtifactLocation(declaration, { name: "a".repeat(100), region: "us-east-1", id });
  expect(key).toMatch(/^p+\/a{10}\/6f0e1d2c$/);
  expect(key.length).toBeLessThanOrEqual(100);
});
