import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf, SimulationHarness } from "../../testing/simulation-harness";

let harness: SimulationHarness;
beforeEach(async () => {
  harness = await SimulationHarness.create();
});
afterEach(() => harness.dispose());

const deploy = (provider: string) => ({ category: "Deploy", owner: "AWS", provider }) as const;

describe("ECS", () => {
  const configuration = { ClusterName: "live", ServiceName: "shop" };
  const run = (files: Record<string, string>, more: Record<string, string> = {}) =>
    harness.run(deploy("ECS"), { configuration: { ...configuration, ...more }, inputs: { Images: files } });

  it("reads the image definitions, under the name that is configured", async () => {
    const definitions = JSON.stringify([
      { name: "web", imageUri: "shop/web:2" },
      { name: "log", imageUri: "shop/log:1" },
    ]);
    const { outcome, lines } = await run({ "images.json": definitions }, { FileName: "images.json" });
    expect(outcome.summary).toBe(
      "Simulated locally: service shop of cluster live was updated: web as shop/web:2, log as shop/log:1",
    );
    expect(lines).toContain("Container log: shop/log:1");
  });

  it.each([
    [{}, {}, /File \[imagedefinitions.json\] does not exist in artifact \[Images\]/],
    [{ "imagedefinitions.json": "[{" }, {}, /imagedefinitions.json contains invalid JSON/],
    [{ "imagedefinitions.json": "[]" }, {}, /must be a JSON array of \{name, imageUri\}/],
    [{ "imagedefinitions.json": '{"name":"a","imageUri":"b"}' }, {}, /must be a JSON array/],
    [{ "imagedefinitions.json": '[{"name":"a"}]' }, {}, /it is not at 0.imageUri/],
    [{ "imagedefinitions.json": " ".repeat(102_401) }, {}, /has 102401 bytes; 102400 is the most/],
    [{ "imagedefinitions.json": "[]" }, { DeploymentTimeout: "61" }, /must be from 1 to 60 minutes/],
  ])("refuses %j with %j", async (files, more, message) => {
    expect(failureOf(await run(files, more))).toMatch(message);
  });
});

describe("CodeDeployToECS", () => {
  const configuration = {
    ApplicationName: "Shop",
    DeploymentGroupName: "Live",
    TaskDefinitionTemplateArtifact: "Source",
    AppSpecTemplateArtifact: "Source",
    Image1ArtifactName: "Image",
    Image1ContainerName: "IMAGE1_NAME",
  };
  const taskdef = { family: "shop", containerDefinitions: [{ name: "web", image: "<IMAGE1_NAME>" }] };
  const appspec = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 80 }
Hooks:
  - BeforeAllowTraffic: CheckFunction
`;
  const good = { "taskdef.json": JSON.stringify(taskdef), "appspec.yaml": appspec };
  const run = (
    files: Record<string, string>,
    more: Record<string, string> = {},
    image = '{"ImageURI":"shop@sha256:1"}',
  ) =>
    harness.run(deploy("CodeDeployToECS"), {
      configuration: { ...configuration, ...more },
      inputs: { Source: files, Image: { "imageDetail.json": image } },
    });

  it("puts images into the task definition and its revision into the appspec", async () => {
    const first = await run(good);
    expect(first.outcome).toMatchObject({
      externalExecutionId: expect.stringMatching(/^d-[0-9A-Z]{9}$/),
      summary:
        "Simulated locally: task definition shop:1 was registered and deployed through Shop/Live, traffic to web:80",
    });
    expect(first.lines).toEqual(
      expect.arrayContaining(["Container web: shop@sha256:1", "Hook BeforeAllowTraffic: CheckFunction is not called"]),
    );
    expect((await run(good)).outcome.summary).toContain("task definition shop:2 was registered");
  });

  it("takes members of the appspec that are left empty for absent", async () => {
    const empty = ["PlatformVersion:", "NetworkConfiguration:", "CapacityProviderStrategy:"];
    const text = appspec.replace("Hooks:", `${empty.map((line) => `        ${line}\n`).join("")}Hooks:`);
    expect((await run({ ...good, "appspec.yaml": text })).outcome.summary).toContain("traffic to web:80");
  });

  const broken = (change: (text: string) => string) => ({ ...good, "appspec.yaml": change(appspec) });
  it.each<[Record<string, string>, Record<string, string>, RegExp]>([
    [{ "appspec.yaml": appspec }, {}, /File \[taskdef.json\] does not exist in artifact \[Source\]/],
    [{ "taskdef.json": good["taskdef.json"] }, {}, /File \[appspec.yaml\] does not exist/],
    [
      { ...good, "taskdef.json": '{"family":"shop"}' },
      {},
      /must be a task definition.*it is not at containerDefinitions/,
    ],
    [good, { Image1ContainerName: "OTHER" }, /has no container whose image is <OTHER>/],
    [
      good,
      { Image1ArtifactName: "", Image1ContainerName: "" },
      /nothing replaces the image <IMAGE1_NAME> of container web/,
    ],
    [good, { Image1ContainerName: "" }, /belong together; give both or none/],
    [good, { Image1ArtifactName: "None" }, /names artifact None, which is not an input/],
    [broken((text) => text.replace("<TASK_DEFINITION>", "arn:aws:x")), {}, /does not hold <TASK_DEFINITION>/],
    [
      broken((text) => text.replace("ContainerName: web", "ContainerName: api")),
      {},
      /names container api, which the task definition does not have/,
    ],
    [
      broken((text) => text.replace("80", "http")),
      {},
      /not valid at resources.0.TargetService.Properties.LoadBalancerInfo.ContainerPort/,
    ],
    [broken((text) => text.replace("BeforeAllowTraffic", "BeforeTraffic")), {}, /not valid at hooks.0/],
    [
      broken((text) =>
        text.replace("Hooks:", "        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [s] } }\nHooks:"),
      ),
      {},
      /AwsvpcConfiguration.SecurityGroups/,
    ],
    [broken((text) => `\t${text}`), {}, /cannot be read: line 1/],
  ])("refuses %j with %j", async (files, more, message) => {
    expect(failureOf(await run(files, more))).toMatch(message);
  });

  it("refuses image details without an image, and inputs of more than 3 MB", async () => {
    expect(failureOf(await run(good, {}, '{"image":"a"}'))).toMatch(/must be a JSON object with ImageURI/);
    const noise = randomBytes(4 * 1024 ** 2).toString("base64");
    expect(failureOf(await run({ ...good, noise }))).toMatch(/CodeDeployToECS takes 3 MB at most/);
  });
});

describe("EKS", () => {
  const run = (configuration: Record<string, string>, files: Record<string, string>) =>
    harness.run(deploy("EKS"), {
      configuration: { ClusterName: "live", ...configuration },
      inputs: { Source: files },
      environmentVariables: [{ name: "TAG", value: "v2" }],
    });
  const manifest =
    "apiVersion: v1\nkind: Service\nmetadata: { name: shop-$TAG }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n";

  it("reads manifests, with the action's variables in them", async () => {
    const { outcome } = await run({ ManifestFiles: "k8s/a.yml", Namespace: "shop" }, { "k8s/a.yml": manifest });
    expect(outcome).toMatchObject({
      summary:
        "Simulated locally: 2 object(s) were applied: service/shop-v2, configmap/c, in namespace shop of cluster live",
      outputVariables: { EKSClusterName: "live" },
    });
  });

  it("looks for charts and their values", async () => {
    const files = { "chart/Chart.yaml": "name: shop", "values.yml": "a: 1" };
    const helm = { HelmReleaseName: "shop", HelmChartLocation: "chart" };
    expect((await run({ ...helm, HelmValuesFiles: "values.yml" }, files)).outcome.summary).toContain(
      "chart chart was installed as release shop",
    );
    expect(failureOf(await run({ ...helm, HelmValuesFiles: "none.yml" }, files))).toContain(
      "File [none.yml] does not exist",
    );
    expect(failureOf(await run({ ...helm, HelmChartLocation: "other" }, files))).toContain(
      "File [other/Chart.yaml] does not exist",
    );
    expect(failureOf(await run({ ...helm, HelmReleaseName: "Shop!" }, files))).toContain("must be lower-case letters");
    expect(failureOf(await run({ ...helm, ManifestFiles: "a" }, files))).toContain("give one or the other");
  });

  it.each([
    ["a: [", /File \[a.yml\] is not YAML/],
    ["kind: Service", /a document is no manifest/],
    ["", /hold no manifest/],
    ["a: &a [1]\nb: &b [*a, *a]\nc: &c [*b, *b]\n".repeat(1) + "d: " + "[".repeat(200), /is not YAML/],
  ])("refuses the manifest %j", async (text, message) => {
    expect(failureOf(await run({ ManifestFiles: "a.yml" }, { "a.yml": text }))).toMatch(message);
  });
});

describe("ECRBuildAndPublish", () => {
  const BUILD = { category: "Build", owner: "AWS", provider: "ECRBuildAndPublish" } as const;
  const run = (configuration: Record<string, string>, files: Record<string, string>) =>
    harness.run(BUILD, { configuration: { ECRRepositoryName: "shop", ...configuration }, inputs: { Source: files } });

  it("looks for the Dockerfile and tells digest and repository", async () => {
    const { outcome } = await run(
      { DockerFilePath: "docker", ImageTags: "v1,latest" },
      { "docker/Dockerfile": "FROM alpine\n" },
    );
    expect(outcome).toMatchObject({
      summary: expect.stringContaining(
        "was built from docker/Dockerfile and pushed to the private repository shop as v1, latest",
      ),
      outputVariables: { ECRRepositoryName: "shop", ECRImageDigestId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
  });

  it.each([
    [{}, {}, /File \[Dockerfile\] does not exist in artifact \[Source\]/],
    [{}, { Dockerfile: "RUN true" }, /has no FROM instruction/],
    [{ ImageTags: "a b" }, { Dockerfile: "FROM a" }, /"a b" is not an image tag/],
    [{ ECRRepositoryName: "Shop" }, { Dockerfile: "FROM a" }, /is not a name of a repository/],
  ])("refuses %j with %j", async (configuration, files, message) => {
    expect(failureOf(await run(configuration, files))).toMatch(message);
  });
});
