import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import type { Approval } from "@/lib/contracts/approval";
import { createConnection } from "@/lib/db/connections";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { KEYS } from "@/lib/engine/testing/protocol-options";
import { EXECUTION_MODES, type ExecutionMode } from "@/lib/pipeline/declaration";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncKnownPipeline } from "@/lib/sync/run-jobs";
import { setApprovalPolicy } from "./approval-policies";
import { createDelegation, getDelegations, revokeDelegation } from "./delegations";
import { listApprovals } from "./list-approvals";
import { putApprovalResult } from "./put-approval-result";
import { resendDecisions } from "./resend-decisions";
import { type AskedRequest, engineBehind, type TakenAnswer } from "./testing/engine-behind";
import { person } from "./testing/waiting-pipeline";

const ana = person("Ana", "approver");
const ben = person("Ben", "approver");
const cleo = person("Cleo", "admin");
const dora = person("Dora", "viewer");
const PEOPLE = [ana, ben, cleo, dora];
/** Of "Approve"; "Legal" has none, so one answer is enough there. */
const TWO = {
  roles: ["approver" as const, "admin" as const],
  people: [],
  required: 2,
  excludesAuthor: true,
  hours: null,
};

const { db } = testDatabase();

beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = KEYS.accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = KEYS.secretAccessKey;
  for (const { id, email, name, role } of PEOPLE) {
    await db().user.create({ data: { id, email, name, role, passwordHash: "x" } });
  }
});

const who = fc.nat(PEOPLE.length - 1);
const answer = fc.record({
  actionName: fc.constantFrom("Approve" as const, "Approve" as const, "Approve" as const, "Legal" as const),
  status: fc.constantFrom(...Array.from({ length: 7 }, () => "Approved" as const), "Rejected" as const),
  /** Among those of that action on the page. */
  which: fc.nat(2),
});
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("decide" as const), who, answer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("both" as const), who, other: who, answer }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("look" as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delegate" as const), who, to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("take-back" as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("push" as const, "push" as const, "expire" as const, "retry" as const, "resend" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("trouble" as const),
      trouble: fc.constantFrom("none" as const, "refuses" as const, "loses-answers" as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

type Decided = typeof answer extends fc.Arbitrary<infer Value> ? Value : never;

const approve = { actionName: "Approve" as const, status: "Approved" as const, which: 0 };
/** Dora, for Ana, and Cleo approve what Ben wrote; a newer one waits, and the answer is lost on the way back. */
const EXAMPLE: Step[] = [
  { kind: "push" },
  { kind: "delegate", who: 0, to: 3 },
  { kind: "decide", who: 3, answer: approve },
  { kind: "look", who: 2 },
  { kind: "trouble", trouble: "loses-answers" },
  { kind: "decide", who: 2, answer: approve },
  { kind: "push" },
  { kind: "decide", who: 1, answer: approve },
  { kind: "resend" },
];

test.each(EXECUTION_MODES)(
  "in %s mode no interleaving applies a decision to another revision than the one it was given for",
  async (mode) => {
    let approvedByTwo = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
        const { faults, byTwo } = judge(await play(mode, steps));
        approvedByTwo += byTwo;
        expect(faults).toEqual([]);
      }),
      { numRuns: 6, examples: [[EXAMPLE]] },
    );
    // Else the property could hold because nothing ever happened; the example ends so.
    expect(approvedByTwo).toBeGreaterThan(0);
  },
  180_000,
);

/** What somebody decided, on what they were shown. */
interface Given {
  readonly shown: Approval;
  readonly status: "Approved" | "Rejected";
  readonly by: Viewer;
}

/** What people gave, what arrived at the engine, and what the engine made of it. */
interface Played {
  readonly given: readonly Given[];
  readonly taken: readonly TakenAnswer[];
  readonly requests: readonly AskedRequest[];
}

async function play(mode: ExecutionMode, steps: readonly Step[]): Promise<Played> {
  const name = `shop-${randomUUID().slice(0, 8)}`;
  const address = { connection: "test", pipelineName: name };
  const engine = await engineBehind({ name, mode, authors: PEOPLE.map(({ email }) => email) });
  await connect(engine.url);
  const target = await requireTarget(db(), "test");
  await syncKnownPipeline(target, name);
  await setApprovalPolicy(cleo, address, { stageName: "Production", actionName: "Approve", policy: TWO });

  const given: Given[] = [];
  /** What each person's page shows: as old as their last look. */
  const pages = new Map<Viewer, readonly Approval[]>();
  const look = async (viewer: Viewer) => {
    await syncKnownPipeline(target, name);
    pages.set(viewer, (await listApprovals(viewer)).approvals);
  };
  const decide = async (by: Viewer, { actionName, status, which }: Decided) => {
    const listed = (pages.get(by) ?? []).filter((approval) => approval.actionName === actionName);
    const shown = listed[which % Math.max(1, listed.length)];
    if (!shown?.token) return;
    given.push({ shown, status, by });
    const { stageName, token, onBehalfOf, pipelineExecutionId } = shown;
    await putApprovalResult(
      by,
      { ...address, pipelineExecutionId },
      { stageName, actionName, token, status, comment: "", onBehalfOf: onBehalfOf?.id ?? null },
    ).catch(isExpected);
  };
  const personAt = (index: number) => PEOPLE[index] ?? ana;

  for (const viewer of PEOPLE) await look(viewer);
  for (const one of steps) {
    switch (one.kind) {
      case "look":
        await look(personAt(one.who));
        break;
      case "decide":
        await decide(personAt(one.who), one.answer);
        break;
      case "both":
        await Promise.all([
          decide(personAt(one.who), one.answer),
          decide(personAt(one.other), { ...one.answer, status: "Approved" }),
        ]);
        break;
      case "delegate":
        await handOver(personAt(one.who), personAt(one.to)).catch(isExpected);
        await look(personAt(one.to));
        break;
      case "take-back":
        await takeBack(personAt(one.who));
        break;
      case "trouble":
        engine.setTrouble(one.trouble);
        break;
      case "resend":
        await resendLater();
        break;
      default:
        await engine[one.kind]();
    }
  }
  engine.setTrouble("none");
  await resendLater();

  const played = { given, taken: engine.taken(), requests: await engine.requests() };
  await engine.close();
  return played;
}

/** @returns what must never be, and how many requests two people approved */
function judge({ given, taken, requests }: Played): { readonly faults: readonly string[]; readonly byTwo: number } {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  must(new Set(taken.map(({ token }) => token)).size === taken.length, "a token was taken twice");
  let byTwo = 0;
  for (const { token, status } of taken) {
    const request = requests.find((one) => one.token === token);
    const reasons = given.filter((one) => one.shown.token === token && one.status === status);
    must(reasons.length > 0, `nobody gave ${status} for ${token}`);
    for (const { shown } of reasons) {
      must(shown.pipelineExecutionId === request?.pipelineExecutionId, "another execution was answered than was shown");
      const shownIds = shown.sourceRevisions.map(({ revisionId }) => revisionId);
      must(shownIds.join() === request?.revisionId, "another revision was answered than was shown");
    }
    const wanted = status === "Approved" ? "Succeeded" : "Failed";
    must(request?.status === wanted, `${status} was taken, and the request is ${request?.status}`);
    if (status === "Rejected" || !reasons[0]?.shown.standing) continue;
    byTwo += 1;
    const author = PEOPLE[Number(request?.revisionId) % PEOPLE.length];
    const fit = reasons.filter(({ by, shown }) => by !== author && shown.onBehalfOf?.id !== author?.id);
    must(new Set(fit.map(({ by }) => by.id)).size >= 2, "fewer than two people approved");
    must(new Set(fit.map(({ by, shown }) => shown.onBehalfOf?.id ?? by.id)).size >= 2, "one right was counted twice");
  }
  for (const { status, token } of requests) {
    const isApproved = taken.some((one) => one.token === token && one.status === "Approved");
    must(status !== "Succeeded" || isApproved, "a request went on that nobody approved");
  }
  return { faults, byTwo };
}

async function connect(endpointUrl: string): Promise<void> {
  await db().connection.deleteMany();
  await db().approvalDelegation.deleteMany();
  await createConnection(db(), { ...TEST_CONNECTION, region: "us-east-1", endpointUrl });
}

function handOver(from: Viewer, to: Viewer) {
  const now = Date.now();
  return createDelegation(from, {
    delegateId: to.id,
    pipelineIds: null,
    from: new Date(now).toISOString(),
    until: new Date(now + 3_600_000).toISOString(),
    reason: "Interleaved",
  });
}

async function takeBack(viewer: Viewer): Promise<void> {
  const open = (await getDelegations(viewer)).delegations.find(({ canRevoke }) => canRevoke);
  if (open) await revokeDelegation(viewer, open.id);
}

/** Long enough after every attempt that a decision is sent again. */
async function resendLater(): Promise<void> {
  const long = "INTERVAL '1 hour'";
  await db().$executeRawUnsafe(
    `UPDATE approval_request SET attempted_at = attempted_at - ${long}, decided_at = decided_at - ${long}`,
  );
  await resendDecisions(db());
}

/** Refused, as many of these must be. Anything else is a fault. */
function isExpected(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const expected = ["conflict", "forbidden", "invalid_input", "not_found", "upstream"];
  if (!expected.some((one) => one === code)) throw error;
}
