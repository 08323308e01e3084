import type { TriggerDeclaration } from "../declaration";
import type { IssuePath } from "../validation/issue";
import { explainPatterns, type PatternDecision, type Patterns } from "./explain-patterns";
import type { GitEvent } from "./git-event";

/** Only that many of the changed files are looked at. @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html */
export const MAX_CHANGED_FILES = 100;

type GitConfiguration = TriggerDeclaration["gitConfiguration"];
type PushFilter = NonNullable<GitConfiguration["push"]>[number];
type PullRequestFilter = NonNullable<GitConfiguration["pullRequest"]>[number];

/** What one criterion of a filter says about an event. All that are there have to hold. */
export interface CriterionExplanation {
  readonly criterion: "kind" | "events" | "tags" | "branches" | "filePaths";
  readonly holds: boolean;
  /** The line that decided, from the trigger on; null when none did. */
  readonly path: IssuePath | null;
  /** A sentence for people. */
  readonly reason: string;
}

/** What one filter says: `push` and `pullRequest` filters are alternatives. */
export interface FilterExplanation {
  /** From the trigger on, such as `["gitConfiguration", "push", 0]`. */
  readonly path: IssuePath;
  readonly holds: boolean;
  readonly criteria: readonly CriterionExplanation[];
}

export interface TriggerExplanation {
  readonly starts: boolean;
  readonly filters: readonly FilterExplanation[];
}

/** Says whether an event in the repository of a trigger's source starts the pipeline, and which lines decide that. */
export function explainTrigger({ gitConfiguration }: TriggerDeclaration, event: GitEvent): TriggerExplanation {
  const { push = [], pullRequest = [] } = gitConfiguration;
  const filters = [
    ...push.map((filter, index) => explainPush(filter, event, ["gitConfiguration", "push", index])),
    ...pullRequest.map((filter, index) =>
      explainPullRequest(filter, event, ["gitConfiguration", "pullRequest", index]),
    ),
  ];
  return { starts: filters.some(({ holds }) => holds), filters };
}

/** A push filter is about tags or about branches; one without either is about every branch. */
function explainPush(filter: PushFilter, event: GitEvent, path: IssuePath): FilterExplanation {
  const { tags, branches, filePaths } = filter;
  if (event.type === "pullRequest")
    return otherKind(path, "The filter is about pushes, the event about a pull request.");
  if (event.type === "tag") {
    if (!tags) return otherKind(path, "The filter is about branches, the event about a tag.");
    return all(path, [explainName("tags", event.tag, tags, path)]);
  }
  if (tags) return otherKind(path, "The filter is about tags, the event about a branch.");
  return all(path, [
    ...(branches ? [explainName("branches", event.branch, branches, path)] : []),
    ...(filePaths ? [explainFiles(event.changedFiles, filePaths, path)] : []),
  ]);
}

function explainPullRequest(filter: PullRequestFilter, event: GitEvent, path: IssuePath): FilterExplanation {
  const { events, branches, filePaths } = filter;
  if (event.type !== "pullRequest")
    return otherKind(path, "The filter is about pull requests, the event about a push.");
  return all(path, [
    ...(events ? [explainEvents(event.event, events, path)] : []),
    ...(branches ? [explainName("branches", event.destinationBranch, branches, path)] : []),
    ...(filePaths ? [explainFiles(event.changedFiles, filePaths, path)] : []),
  ]);
}

function otherKind(path: IssuePath, reason: string): FilterExplanation {
  return { path, holds: false, criteria: [{ criterion: "kind", holds: false, path: null, reason }] };
}

function all(path: IssuePath, criteria: readonly CriterionExplanation[]): FilterExplanation {
  return { path, holds: criteria.every(({ holds }) => holds), criteria };
}

function explainEvents(event: string, events: readonly string[], filterPath: IssuePath): CriterionExplanation {
  const index = events.indexOf(event);
  return {
    criterion: "events",
    holds: index >= 0,
    path: index >= 0 ? [...filterPath, "events", index] : null,
    reason: index >= 0 ? `The event ${event} is listed.` : `The event ${event} is not among ${events.join(", ")}.`,
  };
}

function explainName(
  criterion: "tags" | "branches",
  name: string,
  patterns: Patterns,
  filterPath: IssuePath,
): CriterionExplanation {
  const decision = explainPatterns(name, patterns, [...filterPath, criterion]);
  const { isAccepted, path } = decision;
  return { criterion, holds: isAccepted, path, reason: reasonOf(decision) };
}

function explainFiles(
  changedFiles: readonly string[] | null,
  patterns: Patterns,
  filterPath: IssuePath,
): CriterionExplanation {
  const refusal = (reason: string) => ({ criterion: "filePaths" as const, holds: false, path: null, reason });
  if (changedFiles === null) return refusal("There is nothing to compare with, so no file counts as changed.");
  const decisions = changedFiles
    .slice(0, MAX_CHANGED_FILES)
    .map((file) => explainPatterns(file, patterns, [...filterPath, "filePaths"]));
  const deciding = decisions.find(({ isAccepted }) => isAccepted) ?? decisions.find(({ path }) => path) ?? decisions[0];
  if (!deciding) return refusal("No file has changed.");
  const { isAccepted, path } = deciding;
  if (isAccepted) return { criterion: "filePaths", holds: true, path, reason: reasonOf(deciding) };
  const rest = changedFiles.length > MAX_CHANGED_FILES ? ` of the first ${MAX_CHANGED_FILES}` : "";
  return {
    criterion: "filePaths",
    holds: false,
    path,
    reason: `None of the changed files${rest} is accepted. ${reasonOf(deciding)}`,
  };
}

function reasonOf({ value, isAccepted, pattern }: PatternDecision): string {
  if (pattern === null) return isAccepted ? `${value} is not excluded.` : `No pattern includes ${value}.`;
  return isAccepted ? `${value} is included by ${pattern}.` : `${value} is excluded by ${pattern}.`;
}
