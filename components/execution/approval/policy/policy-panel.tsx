import { CircleDashed } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { ApprovalStanding } from "@/lib/contracts/approval";

/** What the policy asks for, who voted, and who is missing. */
export function PolicyPanel({ standing }: { readonly standing: ApprovalStanding }) {
  const { required, approvals, votes, decision } = standing;
  const missing = decision === null ? Math.max(0, required - approvals) : 0;
  return (
    <Panel
      title="Policy"
      actions={
        <span className="inline-flex items-center gap-1.5 text-small font-medium" role="status">
          <Glyph
            name={missing > 0 ? "waiting" : "succeeded"}
            className={cn("size-3.5", missing > 0 ? "text-wait" : "text-ok")}
          />
          {approvals} of {required} {required === 1 ? "approval" : "approvals"}
        </span>
      }
    >
      <ul aria-label="Votes">
        {votes.map((vote) => (
          <li key={`${vote.name}/${vote.at}`} className="flex items-start gap-2.5 border-b border-line px-3 py-2">
            <Avatar name={vote.name} self={vote.isOwn} />
            <div className="min-w-0 grow [overflow-wrap:anywhere]">
              <p>
                <b className="font-medium">{vote.isOwn ? "You" : vote.name}</b>
                {vote.onBehalfOf && `, on behalf of ${vote.onBehalfOf},`}{" "}
                {vote.status === "Approved" ? "approved" : "rejected"} <Time at={Date.parse(vote.at)} format="clock" />
                {!vote.counts && (
                  <span className="text-muted">, does not count: the right to it was lost, or counts already</span>
                )}
              </p>
              {vote.comment && <p className="text-small whitespace-pre-wrap text-muted">{vote.comment}</p>}
            </div>
            <Glyph
              name={vote.status === "Approved" ? "succeeded" : "failed"}
              className={cn("mt-0.5 size-3.5", vote.status === "Approved" ? "text-ok" : "text-fail")}
            />
          </li>
        ))}
        <li className="flex items-start gap-2.5 px-3 py-2">
          <CircleDashed aria-hidden="true" className="size-[22px] shrink-0 text-faint" />
          <div className="min-w-0 grow [overflow-wrap:anywhere]">
            <p>{missing > 0 ? `Needs ${more(missing)} from ${either(standing.from)}.` : "Nothing is missing."}</p>
            <p className="text-small text-muted">{rulesOf(standing).join(" ")}</p>
          </div>
        </li>
      </ul>
    </Panel>
  );
}

function more(missing: number): string {
  return missing === 1 ? "one more" : `${missing} more`;
}

function either(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

function rulesOf({ excludesAuthor, authors, unknownAuthors, hours }: ApprovalStanding): string[] {
  const rules = ["One rejection rejects."];
  if (excludesAuthor) {
    rules.push(
      authors.length > 0 ? `Not the author of the change (${authors.join(", ")}).` : "Not the author of the change.",
    );
    if (unknownAuthors.length > 0) {
      rules.push(
        `The author is not known for ${unknownAuthors.join(", ")}: that source does not tell it, so nobody is excluded for it.`,
      );
    } else if (authors.length === 0) rules.push("No source action tells an author, so nobody is excluded.");
  }
  if (hours) rules.push(`Approving only on ${hours}.`);
  return rules;
}
