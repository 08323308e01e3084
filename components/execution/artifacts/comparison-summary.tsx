import type { ArtifactComparison } from "@/lib/contracts/artifact";
import { LoadFailure } from "../load-failure";

interface ComparisonSummaryProps {
  readonly comparison: {
    readonly data: ArtifactComparison | undefined;
    readonly error: Error | null;
    refetch(): unknown;
  };
}

/** What the comparison comes to, and how it was told. */
export function ComparisonSummary({ comparison: { data, error, refetch } }: ComparisonSummaryProps) {
  if (error) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className="px-3 py-2 text-small text-muted">Comparing the two lists of files…</p>;
  const count = (change: string) => data.files.filter((one) => one.change === change).length.toLocaleString("en");
  return (
    <p role="status" className="shrink-0 border-b border-line px-3 py-1 text-label text-muted">
      Since {data.against.pipelineExecutionId.slice(0, 8)}: {count("added")} added, {count("removed")} removed,{" "}
      {count("changed")} changed, {data.sameCount.toLocaleString("en")} the same. Told by{" "}
      {data.comparedBy === "CRC-32" ? "size and CRC-32" : data.comparedBy}.
      {data.isPartial && " Not every entry is listed, so not every difference is."}
    </p>
  );
}
