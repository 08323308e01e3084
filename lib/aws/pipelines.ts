import {
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  GetPipelineStateCommand,
  paginateListPipelines,
  UpdatePipelineCommand,
} from "@aws-sdk/client-codepipeline";
import { PenstockError } from "@/lib/errors";
import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { PipelineState } from "@/lib/pipeline/pipeline-state";
import type { Tag } from "@/lib/pipeline/validation/tags";
import { callAws, type ConnectionClients } from "./connection-clients";
import { pipelineStateFrom } from "./pipeline-state-from";

export interface ListedPipeline {
  readonly name: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

export interface LivePipeline {
  readonly declaration: PipelineDeclaration;
  readonly version: number;
  readonly updatedAt: number | null;
  readonly pipelineArn: string | null;
}

const PAGE_SIZE = 1000;

/** Every pipeline of the connection. */
export async function listPipelines(clients: ConnectionClients): Promise<ListedPipeline[]> {
  return callAws(clients, async () => {
    const pipelines: ListedPipeline[] = [];
    for await (const page of paginateListPipelines({ client: clients.codePipeline, pageSize: PAGE_SIZE }, {})) {
      for (const { name, version, updated } of page.pipelines ?? []) {
        if (name) pipelines.push({ name, version: version ?? 1, updatedAt: updated?.getTime() ?? 0 });
      }
    }
    return pipelines;
  });
}

/** What is live, or an earlier version of it. Secrets come back masked. */
export async function getPipeline(
  clients: ConnectionClients,
  { name, version }: { name: string; version?: number },
): Promise<LivePipeline> {
  return callAws(clients, async () => {
    const command = new GetPipelineCommand({ name, ...(version === undefined ? {} : { version }) });
    const { pipeline, metadata } = await clients.codePipeline.send(command);
    const declaration = parseDeclaration(pipeline, name);
    return {
      declaration,
      version: declaration.version ?? 1,
      updatedAt: metadata?.updated?.getTime() ?? null,
      pipelineArn: metadata?.pipelineArn ?? null,
    };
  });
}

export async function getPipelineState(clients: ConnectionClients, name: string): Promise<PipelineState> {
  return callAws(clients, async () =>
    pipelineStateFrom(await clients.codePipeline.send(new GetPipelineStateCommand({ name }))),
  );
}

/** The service starts a first execution by itself. */
export async function createPipeline(
  clients: ConnectionClients,
  declaration: PipelineDeclaration,
  tags: readonly Tag[] = [],
): Promise<PipelineDeclaration> {
  return callAws(clients, async () => {
    const command = new CreatePipelineCommand({
      pipeline: toSdk(declaration),
      ...(tags.length > 0 && { tags: [...tags] }),
    });
    const { pipeline } = await clients.codePipeline.send(command);
    return parseDeclaration(pipeline, declaration.name);
  });
}

/** Replaces all of what is live. The service starts nothing. */
export async function updatePipeline(
  clients: ConnectionClients,
  declaration: PipelineDeclaration,
): Promise<PipelineDeclaration> {
  return callAws(clients, async () => {
    const { pipeline } = await clients.codePipeline.send(new UpdatePipelineCommand({ pipeline: toSdk(declaration) }));
    return parseDeclaration(pipeline, declaration.name);
  });
}

export async function deletePipeline(clients: ConnectionClients, name: string): Promise<void> {
  await callAws(clients, () => clients.codePipeline.send(new DeletePipelineCommand({ name })));
}

type SdkDeclaration = NonNullable<ConstructorParameters<typeof CreatePipelineCommand>[0]["pipeline"]>;

/** Our schema leaves some closed sets open, so that a newer service's values survive; the service judges them. */
function toSdk(declaration: PipelineDeclaration): SdkDeclaration {
  return declaration as SdkDeclaration; // member for member the same structure, parsed by our schema of it
}

function parseDeclaration(pipeline: unknown, name: string): PipelineDeclaration {
  const parsed = pipelineDeclaration.safeParse(pipeline);
  if (parsed.success) return parsed.data;
  throw new PenstockError("upstream", `The definition of pipeline ${name} came back in a form Penstock cannot read.`, {
    cause: parsed.error,
  });
}
