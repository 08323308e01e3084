import { expect, it } from "vitest";
import { LOCAL_RESOURCE_TYPES, localResource } from "@/lib/contracts/local-resource";
import { localResource as engineLocalResource } from "@/lib/engine/local-resource-schema";
import { LOCAL_RESOURCE_TYPES as ENGINE_TYPES, type LocalResource } from "@/lib/engine/local-resources";

it("are the same ones in the engine and on the page", () => {
  expect(LOCAL_RESOURCE_TYPES).toEqual(ENGINE_TYPES);
});

const WHOLE: readonly LocalResource[] = [
  { type: "repository", name: "shop", url: "/srv/shop" },
  {
    type: "build-project",
    name: "shop",
    buildspec: "ci.yml",
    environmentVariables: [
      { name: "A", value: "1" },
      { name: "B", value: "/shop/b", type: "PARAMETER_STORE" },
    ],
    image: "aws/codebuild/standard:7.0",
    timeoutInMinutes: 60,
    cacheType: "LOCAL",
    concurrentBuildLimit: 2,
  },
  {
    type: "deployment-group",
    name: "Shop/Production",
    targets: [{ name: "blue", rootDirectory: "/srv/blue" }],
    deploymentConfig: { type: "FLEET_PERCENT", value: 75 },
    autoRollbackConfiguration: { enabled: true },
    loadBalancerInfo: { directory: "/srv/balancer" },
    blueGreenDeploymentConfiguration: {
      replacementTargets: [{ name: "green", rootDirectory: "/srv/green" }],
      terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 5 },
    },
  },
  {
    type: "instance",
    name: "i-1",
    rootDirectory: "/srv/i-1",
    tags: [{ key: "Name", value: "web" }],
    instanceType: "SSM_MANAGED_NODE",
  },
  {
    type: "simulation",
    name: "CloudFormation/shop-*",
    outcome: "Failed",
    durationSeconds: 3,
    message: "No capacity",
    errorCode: "JobFailed",
    outputs: { Url: "https://example.com" },
  },
  {
    type: "github-server",
    name: "acme/*",
    url: "https://github.example.com/api/v3",
    deliveryUrl: "https://hooks.example.com/engine",
    apiTokenSecret: "github/token",
  },
  { type: "alarm", name: "Errors", state: "ALARM" },
  { type: "image-repository", name: "shop/web", images: [{ tag: "latest", digest: `sha256:${"0a".repeat(32)}` }] },
];

it.each(WHOLE)("keeps every setting of a $type between the engine and the page", (resource) => {
  expect(localResource.parse(engineLocalResource.parse(resource))).toEqual(resource);
});

it.each([
  ["no image", []],
  ["half a digest", [{ tag: "latest", digest: "sha256:0a" }]],
  ["a tag twice", Array.from({ length: 2 }, () => ({ tag: "latest", digest: `sha256:${"0a".repeat(32)}` }))],
])("refuses an image repository with %s on both sides", (_title, images) => {
  const resource = { type: "image-repository", name: "shop/web", images };
  expect(localResource.safeParse(resource).success).toBe(false);
  expect(engineLocalResource.safeParse(resource).success).toBe(false);
});

it.each([
  ["no pattern of a repository", { name: "acme" }],
  ["a name that no repository has", { name: "acme/sh op" }],
  ["a token in its URL", { url: "https://token@github.example.com" }],
  ["a parameter in its URL", { url: "https://github.example.com/?access_token=x" }],
  ["no web address", { deliveryUrl: "file:///srv" }],
  ["a fragment", { deliveryUrl: "https://hooks.example.com/#" }],
  ["a secret without a name", { apiTokenSecret: "" }],
])("refuses a GitHub server with %s on both sides", (_title, part) => {
  const server = {
    type: "github-server",
    name: "*/*",
    url: "https://api.github.com",
    deliveryUrl: "https://e.example",
  };
  expect(localResource.safeParse(server).success).toBe(true);
  expect(localResource.safeParse({ ...server, ...part }).success).toBe(false);
  expect(engineLocalResource.safeParse({ ...server, ...part }).success).toBe(false);
});

it.each([
  ["blue/green without a load balancer", { loadBalancerInfo: undefined }],
  ["two targets of one name", { targets: [{ name: "green", rootDirectory: "/srv/other" }] }],
  ["more than 100 percent", { deploymentConfig: { type: "FLEET_PERCENT", value: 101 } }],
])("refuses a deployment group with %s on both sides", (_title, part) => {
  const resource = { ...WHOLE[2], ...part };
  expect(localResource.safeParse(resource).success).toBe(false);
  expect(engineLocalResource.safeParse(resource).success).toBe(false);
});
