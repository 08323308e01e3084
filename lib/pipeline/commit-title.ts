import { z } from "zod";

/** Connections to Git hosts put this into the summary. */
const connectionSummary = z.object({ CommitMessage: z.string() });

/** The first line of the commit message that a revision's summary holds, also where the service wraps it in JSON. */
export function commitTitle(revisionSummary: string | null): string {
  if (!revisionSummary) return "";
  const wrapped = revisionSummary.startsWith("{") ? connectionSummary.safeParse(parseJson(revisionSummary)) : null;
  const text = wrapped?.success ? wrapped.data.CommitMessage : revisionSummary;
  return text.split("\n", 1)[0] ?? "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
