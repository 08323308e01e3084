import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  StartPipelineExecutionCommand,
  type CodePipelineClient,
} from "@aws-sdk/client-codepipeline";
import { zipOf } from "@/lib/server/artifacts/testing/zip-of";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { expect, test } from "./fixtures/test";

const PIPELINE = "artifacts";
const PHONE = { width: 390, height: 844 };

test.describe("artifacts of a run", () => {
  test("the files of an artifact are browsed, compared, revealed and downloaded", async ({
    ownerPage: page,
    stack,
  }) => {
    const { client } = await engineClient(stack.dataDir);
    const put = (files: Parameters<typeof zipOf>[0]) => putSource(stack.dataDir, files);
    await put([
      { path: "src/server.ts", content: "const port = 3000;\nlisten(port);\n" },
      { path: "old.txt", content: "gone next time\n" },
    ]);
    await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
    await run(client);
    await put([
      { path: "src/server.ts", content: "const port = 4000;\nlisten(port);\n" },
      { path: "src/page.html", content: "<script>document.title = 'ran'</script>\n" },
      { path: "deploy/.env", content: "PASSWORD=hunter2\n" },
    ]);
    const pipelineExecutionId = await run(client);
    const tree = page.getByRole("tree", { name: "Files of SourceOut" });
    const openAt = `/pipelines/local/${PIPELINE}/executions/${pipelineExecutionId}?action=Source%2FFetch&tab=artifacts`;

    await test.step("the tree is walked by keyboard, and a file opens beside it", async () => {
      await expect(async () => {
        await page.goto(openAt);
        await expect(tree).toBeVisible({ timeout: 10_000 });
      }).toPass();
      await expect(page.getByText(/3 files/)).toBeVisible();
      await expect(page.getByText("SHA-256").first()).toBeVisible();
      await tree.focus();
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("region", { name: "Content of the file" })).toContainText("const port = 4000;");
      await expect(page).toHaveURL(/[?&]file=src(%2F|\/)server\.ts/);
      await inBothThemes(page, () => expectAccessible(page));
      await page.getByRole("button", { name: "Back to the files" }).click();
      await expect(tree).toBeFocused();
    });

    await test.step("HTML is shown as text and runs nothing", async () => {
      await tree.getByText("page.html").click();
      await expect(page.getByRole("region", { name: "Content of the file" })).toContainText("<script>");
      expect(await page.title()).not.toBe("ran");
    });

    await test.step("what looks like a secret is held back until somebody asks", async () => {
      await tree.getByText(".env").click();
      await expect(page.getByText("Held back: this looks like a secret")).toBeVisible();
      await expect(page.getByText("hunter2")).toHaveCount(0);
      await page.getByRole("button", { name: "Show secrets" }).click();
      await expect(page.getByText("PASSWORD=hunter2")).toBeVisible();
    });

    await test.step("it is compared with the run before, line by line", async () => {
      await page.getByLabel("Compare with an earlier run").selectOption("previous");
      await expect(page.getByText(/2 added, 1 removed, 1 changed/)).toBeVisible();
      const changed = page.getByRole("tree", { name: "Changed files of SourceOut" });
      await expect(changed.getByRole("treeitem", { name: /old\.txt.*removed/ })).toBeVisible();
      await changed.getByText("server.ts").click();
      const lines = page.getByRole("region", { name: "Lines that differ" });
      await expect(lines).toContainText("const port = 3000;");
      await expect(lines).toContainText("const port = 4000;");
      await page.reload();
      await expect(lines).toContainText("const port = 4000;");
      await inBothThemes(page, () => expectAccessible(page));
      await page.setViewportSize(PHONE);
      await expect(lines).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("the archive is downloaded, and the audit log says what was taken", async () => {
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download", exact: true }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^SourceOut-[0-9a-f]{8}\.zip$/);
      expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe("PK");
      await page.goto("/settings/audit");
      await expect(page.getByText("artifact.download").first()).toBeVisible();
      await expect(page.getByText("artifact.reveal").first()).toBeVisible();
    });
  });
});

async function putSource(dataDir: string, files: Parameters<typeof zipOf>[0]): Promise<void> {
  const file = path.join(dataDir, "s3", "artifacts-source", "app.zip");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await zipOf(files));
}

/** Runs the pipeline to its end. @returns the execution's id */
async function run(client: CodePipelineClient): Promise<string> {
  const { pipelineExecutionId = "" } = await client.send(new StartPipelineExecutionCommand({ name: PIPELINE }));
  await expect(async () => {
    const found = await client.send(new GetPipelineExecutionCommand({ pipelineName: PIPELINE, pipelineExecutionId }));
    expect(found.pipelineExecution?.status).toBe("Succeeded");
  }).toPass();
  return pipelineExecutionId;
}

function pipeline() {
  return {
    name: PIPELINE,
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000001:role/artifacts",
    artifactStore: { type: "S3" as const, location: "artifacts-of-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Fetch",
            actionTypeId: { category: "Source" as const, owner: "AWS" as const, provider: "S3", version: "1" },
            configuration: { S3Bucket: "artifacts-source", S3ObjectKey: "app.zip", PollForSourceChanges: "false" },
            outputArtifacts: [{ name: "SourceOut" }],
          },
        ],
      },
      {
        name: "Work",
        actions: [
          {
            name: "Look",
            actionTypeId: { category: "Compute" as const, owner: "AWS" as const, provider: "Commands", version: "1" },
            commands: ["ls"],
            inputArtifacts: [{ name: "SourceOut" }],
          },
        ],
      },
    ],
  };
}
