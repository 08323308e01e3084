import { AwsServiceError } from "../aws-service-error";
import type { Page } from "../store/store";
import { getState } from "./find";
import { getExecution } from "./get-pipeline-execution";
import { DEFAULT_PAGE_SIZE, historyPage } from "./history-page";
import { decodeNumber } from "./page-token";
import type { OperationContext } from "./operation";

interface AttemptsInput {
  readonly pipelineName: string;
  readonly filter?: {
    readonly pipelineExecutionId?: string;
    readonly latestInPipelineExecution?: {
      readonly pipelineExecutionId: string;
      readonly startTimeRange: "Latest" | "All";
    };
  };
  readonly maxResults?: number;
  readonly nextToken?: string;
}

interface Attempt {
  readonly ordinal: number;
  readonly startedAt: number;
}

interface AttemptsSource<Entry extends Attempt> {
  readonly operation: string;
  list(page: Page, filter?: { readonly pipelineExecutionId: string }): Promise<readonly Entry[]>;
  /** What repeated attempts have in common. */
  subjectOf(entry: Entry): string;
}

/** A page of the attempts of actions or rules, which share their filters and their way of paging. */
export async function attemptsPage<Entry extends Attempt>(
  { pipelineName, filter = {}, maxResults = DEFAULT_PAGE_SIZE, nextToken }: AttemptsInput,
  context: OperationContext,
  source: AttemptsSource<Entry>,
): Promise<{ readonly page: readonly Entry[]; readonly nextToken?: string }> {
  getState(context, pipelineName);
  const { latestInPipelineExecution: latest } = filter;
  if (latest && filter.pipelineExecutionId !== undefined) {
    throw new AwsServiceError(
      "ValidationException",
      "The filters pipelineExecutionId and latestInPipelineExecution cannot be used together",
    );
  }
  const pipelineExecutionId = latest?.pipelineExecutionId ?? filter.pipelineExecutionId;
  if (pipelineExecutionId !== undefined) await getExecution(context, pipelineName, pipelineExecutionId);

  const scope = JSON.stringify([source.operation, pipelineName, pipelineExecutionId, latest?.startTimeRange]);
  const beforeOrdinal = decodeNumber(context.pageTokens, scope, nextToken);
  const page = { ...(beforeOrdinal !== undefined && { beforeOrdinal }), limit: maxResults + 1 };
  const found =
    latest?.startTimeRange === "Latest"
      ? cut(newestOfEach(await everything(source, latest.pipelineExecutionId), source), page)
      : await source.list(page, pipelineExecutionId === undefined ? undefined : { pipelineExecutionId });
  const { page: entries, lastOrdinal } = historyPage(found, maxResults, context.engine);
  return {
    page: entries,
    ...(lastOrdinal !== undefined && { nextToken: context.pageTokens.encode(scope, lastOrdinal) }),
  };
}

async function everything<Entry extends Attempt>(
  source: AttemptsSource<Entry>,
  pipelineExecutionId: string,
): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let more = true; more;) {
    const last = all.at(-1);
    const page = { ...(last && { beforeOrdinal: last.ordinal }), limit: DEFAULT_PAGE_SIZE };
    const found = await source.list(page, { pipelineExecutionId });
    all.push(...found);
    more = found.length === DEFAULT_PAGE_SIZE;
  }
  return all;
}

function newestOfEach<Entry extends Attempt>(newestFirst: readonly Entry[], source: AttemptsSource<Entry>): Entry[] {
  const subjects = new Set<string>();
  return newestFirst.filter((entry) => {
    const subject = source.subjectOf(entry);
    const isNewest = !subjects.has(subject);
    subjects.add(subject);
    return isNewest;
  });
}

function cut<Entry extends Attempt>(entries: readonly Entry[], { beforeOrdinal = Infinity, limit }: Page): Entry[] {
  return entries.filter(({ ordinal }) => ordinal < beforeOrdinal).slice(0, limit);
}
