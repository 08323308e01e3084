"use client";
import { useQuery } from "@tanstack/react-query";
import { Select } from "@/components/ui/select";
import type { ArtifactAddress, EarlierArtifact } from "@/lib/contracts/artifact";
import { earlierArtifactsQuery } from "@/lib/queries/artifacts";
import { clockTime } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";

interface CompareChoiceProps {
  readonly address: ArtifactAddress;
  readonly against: string | null;
  readonly onChange: (against: string | null) => void;
}

/** Which earlier run the artifact is compared with, if any. */
export function CompareChoice({ address, against, onChange }: CompareChoiceProps) {
  const { data } = useQuery(earlierArtifactsQuery(address));
  const now = useNow();
  const runs = data?.runs ?? [];
  const [previous, ...older] = runs;
  return (
    <Select
      aria-label="Compare with an earlier run"
      value={against ?? ""}
      disabled={runs.length === 0}
      onChange={(event) => onChange(event.target.value || null)}
      className="w-40 max-sm:w-auto max-sm:flex-[1_1_40%]"
    >
      <option value="">{data && runs.length === 0 ? "No earlier run has it" : "Not compared"}</option>
      {previous && <option value="previous">Previous run, {describe(previous, now)}</option>}
      {older.map((run) => (
        <option key={run.pipelineExecutionId} value={run.pipelineExecutionId}>
          {describe(run, now)}
        </option>
      ))}
      {against !== null && against !== "previous" && !older.some((run) => run.pipelineExecutionId === against) && (
        <option value={against}>{against.slice(0, 8)}</option>
      )}
    </Select>
  );
}

function describe({ pipelineExecutionId, startedAt, revisionId }: EarlierArtifact, now: number | null): string {
  const when = now === null ? startedAt.slice(0, 10) : clockTime(Date.parse(startedAt), now);
  return [pipelineExecutionId.slice(0, 8), when, revisionId?.slice(0, 7)].filter(Boolean).join(", ");
}
