import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import type { Approval } from "@/lib/contracts/approval";
import { revisionTitle, shortRevisionId } from "../../revision";

interface RequestLineProps {
  readonly request: Pick<Approval, "pipelineName" | "stageName" | "actionName" | "sourceRevisions">;
  readonly glyph: GlyphName;
  readonly glyphClass: string;
  /** At the end of the first line. */
  readonly aside: ReactNode;
  /** The last line. */
  readonly foot: ReactNode;
}

/** What a line of the inbox says of a request: where it is asked, and for which revision. */
export function RequestLine({ request, glyph, glyphClass, aside, foot }: RequestLineProps) {
  const [revision] = request.sourceRevisions;
  return (
    <>
      <span className="flex w-full items-center gap-1.5">
        <Glyph name={glyph} className={cn("size-3.5 shrink-0", glyphClass)} />
        <b className="min-w-0 truncate font-semibold">{request.pipelineName}</b>
        {aside}
      </span>
      <span className="w-full truncate pl-5">
        {request.stageName} / {request.actionName}
      </span>
      <span className="w-full truncate pl-5 text-small text-muted">
        {revision ? (
          <>
            <span className="mono">{shortRevisionId(revision.revisionId)}</span> {revisionTitle(revision)}
          </>
        ) : (
          "No revision"
        )}
      </span>
      <span className="flex w-full items-center gap-2 pl-5 text-small text-muted">{foot}</span>
    </>
  );
}
