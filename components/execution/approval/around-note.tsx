import { Note } from "@/components/ui/note";
import type { Approval } from "@/lib/contracts/approval";
import { letThrough } from "./decision/let-through";
import { OtherExecution } from "./other-execution";

/** What waits behind or beside the request, and what either answer means for it. */
export function AroundNote({ approval }: { readonly approval: Approval }) {
  const { behind, beside } = approval;
  const [next] = behind;
  const newest = beside.at(-1);
  if (next) {
    const held = letThrough(approval);
    return (
      <Note tone="wait" role="status">
        <b className="font-semibold">
          {behind.length === 1
            ? "A newer execution waits behind this one:"
            : `${behind.length} newer executions queue behind this one; next is`}
        </b>{" "}
        <OtherExecution approval={approval} execution={next} />. Approve, and this one ships first;{" "}
        {behind.length === 1 ? "the newer one" : "each of the others"} then asks again. Reject, and{" "}
        {behind.length === 1 ? "the newer one" : "the next"} comes to this gate
        {held.kind === "held" &&
          ` once ${held.by.join(", ")} is answered too: it holds the stage, and you may not answer it`}
        .
      </Note>
    );
  }
  if (!newest) return null;
  return (
    <Note tone="wait" role="status">
      <b className="font-semibold">
        {beside.length === 1
          ? "A newer execution waits for the same approval:"
          : `${beside.length} newer executions wait for the same approval; the newest is`}
      </b>{" "}
      <OtherExecution approval={approval} execution={newest} />. Executions of this pipeline run in parallel: this one
      holds nothing up, and what is approved last is what ships last, even if it is older.
    </Note>
  );
}
