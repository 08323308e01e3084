import { Note, type NoteTone } from "@/components/ui/note";
import type { ArchiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";

const TONES = { danger: "fail", warning: "wait", note: "info" } as const satisfies Record<
  ArchiveFinding["severity"],
  NoteTone
>;

/** What is suspicious about an artifact: the worst is always seen, the rest opens. */
export function FindingList({ findings }: { readonly findings: readonly ArchiveFinding[] }) {
  const told = findings.filter(({ severity }) => severity !== "note");
  const [worst, ...rest] = told;
  if (!worst) return null;
  return (
    <Note tone={TONES[worst.severity]} className="max-h-40 shrink-0 overflow-y-auto rounded-none border-x-0 border-t-0">
      {worst.message}
      {rest.length > 0 && (
        <details>
          <summary className="mt-1 text-small">
            {rest.length} more {rest.length === 1 ? "finding" : "findings"}
          </summary>
          <ul className="mt-1 list-disc pl-4">
            {rest.map(({ code, entryId, message }) => (
              <li key={`${code} ${entryId ?? ""} ${message}`}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </Note>
  );
}
