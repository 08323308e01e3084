import "server-only";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { listLocalResources, putLocalResource } from "@/lib/aws/local-resources";
import { localResourceReference, type LocalResource } from "@/lib/contracts/local-resource";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { readEnv } from "@/lib/env";
import { PenstockError } from "@/lib/errors";
import { findTemplate } from "@/lib/pipeline/templates/templates";
import type { TemplateStarter } from "@/lib/pipeline/templates/template";
import { getLocalConnection } from "../local-resources/local-connection";
import { createRepository } from "./create-repository";

/**
 * Gives a pipeline made from a template what it runs with on this machine: a repository with the template's files, and
 * directories that play its instances. Whoever may edit may do so, because nothing but what the template holds is
 * written, and a name that is bound already stays bound as it is.
 * @throws PenstockError `conflict` when the folder of the repository is there already, `not_found` without a local engine
 */
export async function createStarter(
  viewer: Viewer,
  { templateId, pipelineName }: { readonly templateId: string; readonly pipelineName: string },
): Promise<void> {
  authorize(viewer, "edit");
  const template = findTemplate(templateId);
  if (template === null) throw new PenstockError("not_found", `There is no template "${templateId}".`);
  const connection = await getLocalConnection();
  const { PENSTOCK_DATA_DIR: dataDir } = readEnv();
  const starter = template.starter(pipelineName);
  const bound = (await listLocalResources(connection)).map(
    (resource) => localResourceReference.safeParse(resource).data,
  );
  const free = resourcesOf(starter, dataDir, pipelineName).filter(
    ({ type, name }) => !bound.some((resource) => resource?.type === type && resource.name === name),
  );
  if (free.some(({ type }) => type === "repository")) await writeRepository(dataDir, pipelineName, starter);
  await sharedDb().$transaction(async (transaction) => {
    for (const { type, name } of free) {
      await recordAuditEvent(transaction, {
        actor: viewer,
        action: "local-resource.put",
        subjectType: type,
        subjectId: name,
        detail: { template: templateId, pipelineName },
      });
    }
    await announceChanges(transaction, [["local-resources"]]);
    for (const resource of free) await putLocalResource(connection, resource);
  });
}

function resourcesOf(starter: TemplateStarter, dataDir: string, pipelineName: string): readonly LocalResource[] {
  const groups = Object.entries(starter.deploymentGroups ?? {});
  const functions = Object.entries(starter.functions ?? {});
  return [
    ...functions.map(([name, handler]): LocalResource => ({
      type: "lambda-function",
      name,
      runtime: "nodejs",
      handler,
      codeDirectory: repositoryDirectory(dataDir, pipelineName),
    })),
    { type: "repository", name: starter.repository, url: repositoryDirectory(dataDir, pipelineName) },
    ...groups.map(([name, targets]): LocalResource => ({
      type: "deployment-group",
      name,
      targets: targets.map((target) => ({
        name: target,
        rootDirectory: path.join(dataDir, "deployments", folderOf(pipelineName), target),
      })),
    })),
  ];
}

async function writeRepository(dataDir: string, pipelineName: string, { files }: TemplateStarter): Promise<void> {
  const directory = repositoryDirectory(dataDir, pipelineName);
  if (existsSync(directory)) {
    throw new PenstockError(
      "conflict",
      `${directory} is there already. Bind it under Local resources, or choose another name for the pipeline.`,
    );
  }
  await createRepository(directory, {
    message: "Start from a template",
    async fill(unfinished) {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(unfinished, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    },
  });
}

function repositoryDirectory(dataDir: string, pipelineName: string): string {
  return path.join(dataDir, "repositories", folderOf(pipelineName));
}

/** A pipeline may be named `..`, which a folder of ours must not be. */
function folderOf(pipelineName: string): string {
  return /^\.+$/.test(pipelineName) ? `pipeline${pipelineName}` : pipelineName;
}
