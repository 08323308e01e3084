import type { TriggerDeclaration } from "../../../declaration";
import * as limits from "../../../limits";
import type { IssuePath, ValidationIssue } from "../../issue";
import type { Rule } from "../../rule";
import { checkChoice, checkCount, checkText, NAME } from "../../shape";

type Filter = NonNullable<TriggerDeclaration["gitConfiguration"]["push"]>[number] &
  NonNullable<TriggerDeclaration["gitConfiguration"]["pullRequest"]>[number];

const FILTERS = { min: 1, max: limits.MAX_TRIGGER_FILTERS };
const PATTERNS = { min: 1, max: limits.MAX_TRIGGER_PATTERNS };
const CRITERIA = ["tags", "branches", "filePaths"] as const;

/**
 * Counts, lengths and values of triggers.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GitConfiguration.html
 */
export const triggerShape: Rule = ({ triggers }) => [
  ...checkCount(["triggers"], triggers?.length, "Triggers", { max: limits.MAX_TRIGGERS }),
  ...(triggers ?? []).flatMap(({ providerType, gitConfiguration }, index) => {
    const path = ["triggers", index];
    const git = [...path, "gitConfiguration"];
    const { sourceActionName, push, pullRequest } = gitConfiguration;
    return [
      ...checkChoice([...path, "providerType"], providerType, "Trigger provider type", ["CodeStarSourceConnection"]),
      ...checkText([...git, "sourceActionName"], sourceActionName, "Trigger source action", NAME),
      ...checkCount([...git, "push"], push?.length, "Push filters", FILTERS),
      ...(push ?? []).flatMap((filter, position) => checkFilter(filter, [...git, "push", position])),
      ...checkCount([...git, "pullRequest"], pullRequest?.length, "Pull request filters", FILTERS),
      ...(pullRequest ?? []).flatMap((filter, position) => checkFilter(filter, [...git, "pullRequest", position])),
    ];
  }),
];

function checkFilter(filter: Filter, path: IssuePath): readonly ValidationIssue[] {
  return [
    ...checkCount([...path, "events"], filter.events?.length, "Pull request events", {
      min: 1,
      max: limits.MAX_PULL_REQUEST_EVENTS,
    }),
    ...(filter.events ?? []).flatMap((event, index) =>
      checkChoice([...path, "events", index], event, "Pull request event", ["OPEN", "UPDATED", "CLOSED"]),
    ),
    ...CRITERIA.flatMap((criterion) =>
      (["includes", "excludes"] as const).flatMap((side) => {
        const patterns = filter[criterion]?.[side];
        const place = [...path, criterion, side];
        return [
          ...checkCount(place, patterns?.length, "Trigger patterns", PATTERNS),
          ...(patterns ?? []).flatMap((pattern, index) =>
            checkText([...place, index], pattern, "Trigger pattern", { max: limits.MAX_TRIGGER_PATTERN_LENGTH }),
          ),
        ];
      }),
    ),
  ];
}
