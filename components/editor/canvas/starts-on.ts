import type { Draft } from "@/lib/pipeline/draft";

/** What starts the pipeline by itself, in a few words; null when only a person does. */
export function startsOn(draft: Draft): string | null {
  const sources = draft.stages[0]?.actions ?? [];
  if (draft.triggers && draft.triggers.length > 0) {
    return draft.triggers.length === 1 ? "1 trigger" : `${draft.triggers.length} triggers`;
  }
  const watched = sources.filter(({ configuration = {} }) => {
    const detects = configuration["DetectChanges"] ?? configuration["PollForSourceChanges"] ?? "true";
    return detects !== "false";
  });
  const [first] = watched;
  if (!first) return null;
  if (watched.length > 1) return `${watched.length} sources`;
  const branch = first.configuration?.["BranchName"] ?? first.configuration?.["Branch"];
  return branch ? `Push to ${branch}` : `Change of ${first.name}`;
}
