import { Note, type NoteTone } from "@/components/ui/note";
import type { ArchiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";

const TONES = { danger: "fail", warning: "wait", note: "info" } as const satisfies Record<
  ArchiveFinding["severity"],
  NoteTone
>;

interface FindingListProps {
  readonly findings: readonly ArchiveFinding[];
  /** Shows the entry that a finding is about. */
  readonly onShow: (entryId: string) => void;
}

/** What is suspicious about an artifact: the worst is always seen, the rest opens. */
export function FindingList({ findings, onShow }: FindingListProps) {
  const told = findings.filter(({ severity }) => severity !== "note");
  const [worst, ...rest] = told;
  if (!worst) return null;
  return (
    <Note tone={TONES[worst.severity]} className="max-h-40 shrink-0 overflow-y-auto rounded-none border-x-0 border-t-0">
      <Finding finding={worst} onShow={onShow} />
      {rest.length > 0 && (
        <details>
          <summary className="mt-1 text-small">
            {rest.length} more {rest.length === 1 ? "finding" : "findings"}
          </summary>
          <ul className="mt-1 list-disc pl-4">
            {rest.map((finding) => (
              <li key={`${finding.code} ${finding.entryId ?? ""} ${finding.message}`}>
                <Finding finding={finding} onShow={onShow} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Note>
  );
}

function Finding({ finding, onShow }: { readonly finding: ArchiveFinding } & Pick<FindingListProps, "onShow">) {
  const { entryId, message } = finding;
  if (entryId === null) return message;
  return (
    <button
      type="button"
      className="inline text-left [overflow-wrap:anywhere] hover:underline"
      onClick={() => onShow(entryId)}
    >
      {message}
    </button>
  );
}
