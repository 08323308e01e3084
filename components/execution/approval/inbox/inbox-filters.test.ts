import { expect, test } from "vitest";
import type { Approval } from "@/lib/contracts/approval";
import { filterInbox, inboxOf } from "./inbox-filters";

const shop = request("shop-api", { expiresAt: "2026-09-22T00:00:00.000Z" });
const infra = request("infra", { connection: "production", expiresAt: "2026-09-16T00:00:00.000Z" });
const looked = request("ios", { token: null });

test("finds requests by connection and by every word a line shows", () => {
  const all = [shop, infra, looked];
  expect(filterInbox(all, { connection: [], q: "" })).toEqual(all);
  expect(filterInbox(all, { connection: ["production"], q: "" })).toEqual([infra]);
  expect(filterInbox(all, { connection: [], q: "CACHE shop" })).toEqual([shop]);
  expect(filterInbox(all, { connection: ["production"], q: "shop" })).toEqual([]);
});

test("keeps apart what the viewer can answer, the soonest to expire first", () => {
  const { yours, others } = inboxOf([shop, looked, infra]);
  expect(yours).toEqual([infra, shop]);
  expect(others).toEqual([looked]);
});

test("a request the viewer has approved already, or may only reject, waits for others", () => {
  const standing = {
    required: 2,
    approvals: 1,
    from: ["approvers"],
    excludesAuthor: true,
    hours: null,
    authors: [],
    unknownAuthors: [],
    votes: [
      {
        name: "Ana",
        onBehalfOf: null,
        status: "Approved" as const,
        comment: "",
        at: "2026-09-15T08:00:00.000Z",
        counts: true,
        isOwn: true,
      },
    ],
    refusals: { Approved: null, Rejected: null },
    decision: null,
  };
  const voted = request("voted", { standing });
  const written = request("written", {
    standing: { ...standing, votes: [], refusals: { Approved: "You are the author", Rejected: null } },
  });
  expect(inboxOf([voted, written]).others).toEqual([voted, written]);
});

function request(pipelineName: string, change: Partial<Approval> = {}): Approval {
  return {
    connection: "local",
    pipelineName,
    pipelineExecutionId: "7f3c21ab-0000-4000-8000-000000000000",
    stageName: "Production",
    actionName: "Approve",
    actionExecutionId: pipelineName,
    token: "token",
    onBehalfOf: null,
    commentLength: 512,
    waitingSince: "2026-09-15T11:53:00.000Z",
    expiresAt: "2026-09-22T11:53:00.000Z",
    customData: null,
    externalEntityLink: null,
    sourceRevisions: [
      { actionName: "Source", revisionId: "c41e9d2", revisionSummary: "Cache price lookups", revisionUrl: null },
    ],
    startedAt: "2026-09-15T11:38:00.000Z",
    executionMode: null,
    behind: [],
    beside: [],
    alsoRunning: [],
    standing: null,
    isDemo: false,
    ...change,
  };
}
