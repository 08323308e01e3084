import type { ApprovalStatus } from "./judge-vote";

interface CountedVote {
  readonly name: string;
  readonly status: ApprovalStatus;
  readonly comment: string;
}

const SHORTENED = " (comments in full in Penstock)";

/**
 * What the service records with a decision of several people: who decided, then what they wrote, as far as `length`
 * characters hold it. Where they do not, the summary says where the rest is.
 */
export function decisionSummary(
  { decision, votes }: { readonly decision: ApprovalStatus; readonly votes: readonly CountedVote[] },
  length: number,
): string {
  const deciding = votes.filter(({ status }) => status === decision);
  const who = `${decision} by ${deciding.map(({ name }) => name).join(", ")} via Penstock`;
  if (who.length > length) {
    const tail = `… (${deciding.length} people, named in Penstock)`;
    return cut(who, length - tail.length) + tail;
  }
  const comments = deciding.flatMap(({ name, comment }) => (comment ? [`${name}: ${comment}`] : []));
  if (comments.length === 0) return who;
  const whole = `${who}. ${comments.join(" · ")}`;
  if (whole.length <= length) return whole;
  const room = length - SHORTENED.length - 1;
  return room > who.length + 2 ? `${cut(whole, room)}…${SHORTENED}` : who;
}

/** Never through the middle of a character that takes two code units. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
