import { type ActionDeclaration, CreatePipelineCommand, type PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { Page } from "playwright";
import { engineClient } from "@/scripts/testing/engine-client";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { percentile, type Report } from "./report";
import { type Stack, startStack, withFolder } from "@/scripts/testing/stack";

const STAGES = 50;
const ACTIONS_PER_STAGE = 10;
const GESTURE_STEPS = 120;
const NAME = "fifty-stages";

/** Frame times while the largest pipeline is panned and one of its actions is dragged with a real mouse. */
export async function benchCanvas(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const stack = await startStack({ dataDir: folder });
    try {
      await withSignedInPage(stack.url, async (page) => {
        await createPipeline(page, stack);
        await page.goto(`${stack.url}/pipelines/local/${NAME}/edit`);
        const canvas = page.locator(".react-flow__pane");
        await canvas.waitFor();
        const action = page.locator('.react-flow__node[data-id] >> text="Action1x1"').first();
        await action.waitFor();
        const box = await canvas.boundingBox();
        const target = await action.boundingBox();
        if (!box || !target) throw new Error("The canvas shows no action to drag.");

        const empty = { x: box.x + box.width / 2, y: box.y + box.height - 20 };
        await reportFrames(page, { name: "pan", from: empty, by: { x: -600, y: -60 }, report });
        await reportFrames(page, { name: "pan-back", from: empty, by: { x: 600, y: 60 }, report });
        const grip = { x: target.x + target.width / 2, y: target.y + target.height / 2 };
        await reportFrames(page, { name: "drag", from: grip, by: { x: 500, y: 180 }, report });
      });
    } finally {
      await stack.stop();
    }
  });
}

interface Gesture {
  readonly name: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly by: { readonly x: number; readonly y: number };
  readonly report: Report;
}

/** Text, because a function would refer to helpers of the program that compiled it. */
const WATCH_FRAMES = `
  window.penstockFrames = [];
  let last = performance.now();
  requestAnimationFrame(function next(now) {
    window.penstockFrames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  });
`;

async function reportFrames(page: Page, { name, from, by, report }: Gesture): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.evaluate(WATCH_FRAMES);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: GESTURE_STEPS });
  const frames = await page.evaluate(() => (window as typeof window & { penstockFrames: number[] }).penstockFrames);
  await page.mouse.up();
  report(`canvas.${name}.p50`, percentile(frames, 0.5), "ms");
  report(`canvas.${name}.p95`, percentile(frames, 0.95), "ms");
}

/** Creates it on the local engine, from where the workspace learns of it as of any other. */
async function createPipeline(page: Page, stack: Stack): Promise<void> {
  const { client } = await engineClient(stack.dataDir);
  await client.send(new CreatePipelineCommand({ pipeline: largePipeline() }));
  const api = `${stack.url}/api/pipelines/local/${NAME}`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.request.get(api)).ok()) return;
    await page.waitForTimeout(200);
  }
  throw new Error(`The workspace does not know ${NAME} after 20 s.`);
}

function largePipeline(): PipelineDeclaration {
  return {
    name: NAME,
    pipelineType: "V2",
    roleArn: "arn:aws:iam::000000000000:role/bench",
    artifactStore: { type: "S3", location: "bench-artifacts" },
    stages: Array.from({ length: STAGES }, (_, stage) => ({
      name: `Stage${stage}`,
      actions: Array.from({ length: ACTIONS_PER_STAGE }, (_unused, index) =>
        stage === 0 ? source(index) : build(stage, index),
      ),
    })),
  };
}

function source(index: number): ActionDeclaration {
  return {
    name: `Action0x${index}`,
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    configuration: { RepositoryName: `repository-${index}`, BranchName: "main", PollForSourceChanges: "false" },
    outputArtifacts: [{ name: `Source${index}` }],
  };
}

function build(stage: number, index: number): ActionDeclaration {
  return {
    name: `Action${stage}x${index}`,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    runOrder: (index % 3) + 1,
    configuration: { ProjectName: `project-${stage}-${index}` },
    inputArtifacts: [{ name: `Source${index}` }],
  };
}
