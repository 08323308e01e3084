import type { TriggerDeclaration } from "../declaration";
import type { Draft } from "../draft";
import { PULL_REQUEST_EVENTS, type PullRequestEvent } from "../triggers/git-event";
import { patch } from "./change";
import { updatePipeline } from "./update-pipeline";

type Git = TriggerDeclaration["gitConfiguration"];
type PushFilter = NonNullable<Git["push"]>[number];
type PullRequestFilter = NonNullable<Git["pullRequest"]>[number];
/** Every member is optional, so either list's filters fit. */
export type TriggerFilter = PushFilter & PullRequestFilter;
type Patterns = NonNullable<TriggerFilter["branches"]>;

export const FILTER_KINDS = ["branches", "tags", "pullRequest"] as const;
/** What a filter listens to: pushes to branches, pushes of tags, pull requests. */
export type FilterKind = (typeof FILTER_KINDS)[number];

/** Which filter of which trigger. */
export interface FilterPlace {
  readonly triggerIndex: number;
  readonly list: "push" | "pullRequest";
  readonly index: number;
}

export type Criterion = "tags" | "branches" | "filePaths";
export type Side = "includes" | "excludes";

/** The sources that a trigger may name: connections of the first stage. */
export function triggerSources({ stages }: Pick<Draft, "stages">): readonly string[] {
  const actions = stages[0]?.actions ?? [];
  return actions
    .filter(({ actionTypeId: id }) => id.owner === "AWS" && id.provider === "CodeStarSourceConnection")
    .map(({ name }) => name);
}

/** Adds a trigger on pushes to main, the kind most people start from. */
export function addTrigger(draft: Draft, sourceActionName: string): Draft {
  const trigger: TriggerDeclaration = {
    providerType: "CodeStarSourceConnection",
    gitConfiguration: { sourceActionName, push: [{ branches: { includes: ["main"] } }] },
  };
  return setTriggers(draft, [...(draft.triggers ?? []), trigger]);
}

export function removeTrigger(draft: Draft, triggerIndex: number): Draft {
  return setTriggers(
    draft,
    (draft.triggers ?? []).filter((_trigger, index) => index !== triggerIndex),
  );
}

/** Makes a trigger listen to another source. */
export function setTriggerSource(draft: Draft, triggerIndex: number, sourceActionName: string): Draft {
  return changeGit(draft, triggerIndex, (git) => patch<Git>(git, { sourceActionName }));
}

export function addFilter(draft: Draft, triggerIndex: number, kind: FilterKind): Draft {
  return changeGit(draft, triggerIndex, (git) => {
    if (kind === "pullRequest") {
      return { ...git, pullRequest: [...(git.pullRequest ?? []), NEW_PULL_REQUEST] };
    }
    const filter: PushFilter = kind === "tags" ? { tags: { includes: ["v*"] } } : { branches: { includes: ["main"] } };
    return { ...git, push: [...(git.push ?? []), filter] };
  });
}

/** Takes a filter out; a list without filters goes as well, because the service takes no empty one. */
export function removeFilter(draft: Draft, { triggerIndex, list, index }: FilterPlace): Draft {
  return changeGit(draft, triggerIndex, (git) => {
    const kept = (git[list] ?? []).filter((_filter, at) => at !== index);
    return patch<Git>(git, { [list]: kept.length > 0 ? kept : undefined });
  });
}

/**
 * Sets the patterns of one side of a criterion. What is empty goes, except the last patterns of what the filter is
 * about: without them it would be another kind of filter, and validation says that some are needed.
 */
export function setPatterns(
  draft: Draft,
  place: FilterPlace,
  {
    criterion,
    side,
    patterns,
  }: { readonly criterion: Criterion; readonly side: Side; readonly patterns: readonly string[] },
): Draft {
  return changeFilter(draft, place, (filter) => {
    const sides = patch<Patterns>(filter[criterion] ?? {}, { [side]: patterns.length > 0 ? [...patterns] : undefined });
    const isEmpty = sides.includes === undefined && sides.excludes === undefined;
    if (!isEmpty) return { ...filter, [criterion]: sides };
    return patch<TriggerFilter>(filter, { [criterion]: criterion === "filePaths" ? undefined : { includes: [] } });
  });
}

/** Sets the events a pull request filter listens to, in AWS's order; none means every event. */
export function setEvents(draft: Draft, place: FilterPlace, events: readonly PullRequestEvent[]): Draft {
  const sorted = PULL_REQUEST_EVENTS.filter((event) => events.includes(event));
  return changeFilter(draft, place, (filter) =>
    patch<TriggerFilter>(filter, { events: sorted.length > 0 ? sorted : undefined }),
  );
}

/** What a push filter listens to. */
export function pushKind(filter: PushFilter): Exclude<FilterKind, "pullRequest"> {
  return filter.tags && !filter.branches ? "tags" : "branches";
}

const NEW_PULL_REQUEST: PullRequestFilter = { events: ["OPEN", "UPDATED"], branches: { includes: ["main"] } };

function changeFilter(
  draft: Draft,
  { triggerIndex, list, index }: FilterPlace,
  change: (filter: TriggerFilter) => TriggerFilter,
): Draft {
  return changeGit(draft, triggerIndex, (git) => {
    const filters: readonly TriggerFilter[] = git[list] ?? [];
    return { ...git, [list]: filters.map((filter, at) => (at === index ? change(filter) : filter)) };
  });
}

function changeGit(draft: Draft, triggerIndex: number, change: (git: Git) => Git): Draft {
  const triggers = (draft.triggers ?? []).map((trigger, index) =>
    index === triggerIndex ? { ...trigger, gitConfiguration: change(trigger.gitConfiguration) } : trigger,
  );
  return setTriggers(draft, triggers);
}

function setTriggers(draft: Draft, triggers: readonly TriggerDeclaration[]): Draft {
  return updatePipeline(draft, { triggers: triggers.length > 0 ? [...triggers] : undefined });
}
