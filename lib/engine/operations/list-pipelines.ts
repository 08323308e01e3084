import type { ListPipelinesInput, ListPipelinesOutput } from "../protocol/generated/service-types";
import { epochSeconds } from "./epoch-seconds";
import type { Operation } from "./operation";

const SCOPE = "ListPipelines";
const DEFAULT_PAGE = 1000;

export const listPipelines: Operation<ListPipelinesInput, ListPipelinesOutput> = async (
  input,
  { engine, pageTokens },
) => {
  const limit = input.maxResults ?? DEFAULT_PAGE;
  const afterName = pageTokens.decode(SCOPE, input.nextToken);
  const found = await engine.store.listPipelines({ ...(afterName !== undefined && { afterName }), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    pipelines: page.map(({ name, version, declaration, createdAt, updatedAt }) => ({
      name,
      version,
      pipelineType: declaration.pipelineType ?? "V1",
      executionMode: declaration.executionMode ?? "SUPERSEDED",
      created: epochSeconds(createdAt),
      updated: epochSeconds(updatedAt),
    })),
    ...(found.length > limit && last && { nextToken: pageTokens.encode(SCOPE, last.name) }),
  };
};
