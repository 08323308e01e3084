import type { ErrorDetails, ProviderDetails } from "../records";
import type { SourceRevisionResult } from "../runners/runner";

/**
 * How long the API's shapes let these be: ExecutionSummary and RevisionSummary, ExecutionId and Revision,
 * RevisionChangeIdentifier, Url, LogStreamARN, Message.
 */
const LONGEST = {
  summary: 2048,
  id: 1500,
  changeIdentifier: 100,
  url: 2048,
  logStreamArn: 250,
  message: 5000,
} as const;

/**
 * Only the members that are told, so that a report replaces nothing it does not name. A text longer than the API can
 * show is cut; an address is left out, because part of one leads nowhere.
 */
export function providerDetails(told: ProviderDetails): ProviderDetails {
  const summary = cut(told.summary, LONGEST.summary);
  const externalExecutionId = cut(told.externalExecutionId, LONGEST.id);
  const externalExecutionUrl = whole(told.externalExecutionUrl, LONGEST.url);
  const logStreamArn = whole(told.logStreamArn, LONGEST.logStreamArn);
  const { percentComplete, targets } = told;
  return {
    ...(externalExecutionId !== undefined && { externalExecutionId }),
    ...(externalExecutionUrl !== undefined && { externalExecutionUrl }),
    ...(summary !== undefined && { summary }),
    ...(percentComplete !== undefined && { percentComplete: Math.min(100, Math.max(0, Math.floor(percentComplete))) }),
    ...(logStreamArn !== undefined && { logStreamArn }),
    ...(targets !== undefined && { targets }),
  };
}

/** What went wrong, within what the API can show. */
export function errorDetails({ code, message }: ErrorDetails): ErrorDetails {
  return { code, message: cut(message, LONGEST.message) ?? code };
}

/** What a source brought in, within what the API can show. */
export function revisionDetails({ revisionId, createdAt, ...told }: SourceRevisionResult): SourceRevisionResult {
  const revisionChangeIdentifier = cut(told.revisionChangeIdentifier, LONGEST.changeIdentifier);
  const revisionSummary = cut(told.revisionSummary, LONGEST.summary);
  const revisionUrl = whole(told.revisionUrl, LONGEST.url);
  return {
    revisionId: revisionId.slice(0, LONGEST.id),
    ...(revisionChangeIdentifier !== undefined && { revisionChangeIdentifier }),
    ...(revisionSummary !== undefined && { revisionSummary }),
    ...(revisionUrl !== undefined && { revisionUrl }),
    ...(createdAt !== undefined && { createdAt }),
  };
}

/** Never through the middle of a character. */
function cut(text: string | undefined, length: number): string | undefined {
  if (text === undefined || text === "") return undefined;
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

function whole(text: string | undefined, length: number): string | undefined {
  return text === undefined || text === "" || text.length > length ? undefined : text;
}
