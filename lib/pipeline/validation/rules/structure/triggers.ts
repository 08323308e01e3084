import type { PipelineDeclaration, TriggerDeclaration } from "../../../declaration";
import { MAX_TRIGGERS_BYTES } from "../../../limits";
import { error, type IssuePath, type ValidationIssue } from "../../issue";
import { repeated, type Rule } from "../../rule";

type Git = TriggerDeclaration["gitConfiguration"];

/**
 * A trigger filters one Git connection source of the pipeline, by tags, or by branches with or without file paths.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
 */
export const triggersFitSources: Rule = ({ triggers = [], stages }, { limits }) => {
  const sources = connectionSources(stages);
  const twice = repeated(triggers.map(({ gitConfiguration }) => gitConfiguration.sourceActionName));
  const issues = triggers.flatMap(({ gitConfiguration: git }, index) => {
    const path = ["triggers", index, "gitConfiguration"];
    return [...checkSource(git, path, sources, twice), ...checkFilters(git, path)];
  });
  const bytes = new TextEncoder().encode(JSON.stringify(triggers)).length;
  const max = limits?.triggerBytes ?? MAX_TRIGGERS_BYTES;
  if (bytes <= max) return issues;
  const message = `The triggers take ${Math.ceil(bytes / 1024)} KB, and ${Math.floor(max / 1024)} KB is the most. Shorten the patterns.`;
  return [...issues, error("triggers-size", "InvalidStructureException", ["triggers"], message)];
};

function connectionSources(stages: PipelineDeclaration["stages"]): ReadonlySet<string> {
  const actions = stages[0]?.actions ?? [];
  return new Set(
    actions
      .filter(({ actionTypeId: id }) => id.owner === "AWS" && id.provider === "CodeStarSourceConnection")
      .map(({ name }) => name),
  );
}

function checkSource(
  { sourceActionName }: Git,
  gitPath: IssuePath,
  sources: ReadonlySet<string>,
  twice: ReadonlySet<string>,
): readonly ValidationIssue[] {
  const path = [...gitPath, "sourceActionName"];
  if (!sources.has(sourceActionName)) {
    const message = `The trigger names ${sourceActionName || "no source"}, which is not a Git connection source of this pipeline. Name one that is.`;
    return [error("trigger-source-unknown", "InvalidStructureException", path, message)];
  }
  if (!twice.has(sourceActionName)) return [];
  const message = `Several triggers name ${sourceActionName}. Put all their filters into one trigger.`;
  return [error("trigger-source-duplicate", "InvalidStructureException", path, message)];
}

function checkFilters({ push = [], pullRequest = [] }: Git, path: IssuePath): readonly ValidationIssue[] {
  const refuse = (code: string, place: IssuePath, message: string) =>
    error(code, "InvalidStructureException", [...path, ...place], message);
  const issues: ValidationIssue[] = [];
  if (push.length === 0 && pullRequest.length === 0) {
    issues.push(
      refuse("trigger-filter-missing", [], "The trigger has no filter. Add a push or a pull request filter."),
    );
  }
  push.forEach((filter, index) => {
    const place = ["push", index];
    if (filter.tags && (filter.branches || filter.filePaths)) {
      issues.push(
        refuse("trigger-filter-mixed", place, "A push filter takes tags or branches, not both. Split it in two."),
      );
    } else if (filter.filePaths && !filter.branches) {
      issues.push(refuse("trigger-branches-missing", place, "File paths need branches beside them. Add the branches."));
    }
  });
  pullRequest.forEach((filter, index) => {
    const place = ["pullRequest", index];
    if (!filter.branches) {
      issues.push(refuse("trigger-branches-missing", place, "A pull request filter needs branches. Add the branches."));
    }
    if (repeated(filter.events ?? []).size > 0) {
      issues.push(refuse("trigger-event-duplicate", place, "An event is listed twice. Keep it once."));
    }
  });
  return issues;
}
