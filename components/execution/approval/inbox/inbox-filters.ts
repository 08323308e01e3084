import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Approval } from "@/lib/contracts/approval";
import { isForViewer } from "../decision/obstacles";

export const INBOX_TABS = ["yours", "others", "decided"] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

/** What the query string of the inbox holds: a narrowed inbox is a link. */
export const INBOX_FILTERS = {
  show: parseAsStringLiteral(INBOX_TABS),
  connection: parseAsArrayOf(parseAsString).withDefault([]),
  q: parseAsString.withDefault(""),
} as const;

interface Filters {
  readonly connection: readonly string[];
  readonly q: string;
}

type Listed = Pick<Approval, "connection" | "pipelineName" | "stageName" | "actionName" | "sourceRevisions">;

/** Those that the filters let through; every word must occur in what a line of the list shows. */
export function filterInbox<Item extends Listed>(items: readonly Item[], { connection, q }: Filters): Item[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (connection.length > 0 && !connection.includes(item.connection)) return false;
    const revisions = item.sourceRevisions.map((one) => `${one.revisionId ?? ""} ${one.revisionSummary ?? ""}`);
    const text = [item.connection, item.pipelineName, item.stageName, item.actionName, ...revisions]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The soonest to expire first, in the two lists a person reads apart. */
export function inboxOf(approvals: readonly Approval[]): { readonly yours: Approval[]; readonly others: Approval[] } {
  const sorted = approvals.toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
  return { yours: sorted.filter(isForViewer), others: sorted.filter((approval) => !isForViewer(approval)) };
}
