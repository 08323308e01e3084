import { z } from "zod";

/** Connections to Git hosts put this into the summary. */
const connectionSummary = z.object({ CommitMessage: z.string() });

/** The first line of the commit message that a revision's summary holds. */
export function commitTitle(revisionSummary: string | null): string {
  return commitMessage(revisionSummary).split("\n", 1)[0] ?? "";
}

/** The whole commit message that a revision's summary holds, also where the service wraps it in JSON. */
export function commitMessage(revisionSummary: string | null): string {
  if (!revisionSummary) return "";
  const wrapped = revisionSummary.startsWith("{") ? connectionSummary.safeParse(parseJson(revisionSummary)) : null;
  return wrapped?.success ? wrapped.data.CommitMessage : revisionSummary;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
