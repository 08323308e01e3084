import { describe, expect, test } from "vitest";
import { approvalPolicy, type ApprovalPolicy, policyFor } from "./approval-policy";
import { changeAuthors } from "./change-authors";
import { coversPipeline, delegationStatus, delegationTerms, LONGEST_DELEGATION_MS } from "./delegation";
import { decisionSummary } from "./decision-summary";
import { capacityOf, nameOfCapacity } from "./capacity";
import { type ApprovalVote, type HandedOver, isWithinHours, refusalOf, tally, type Voter } from "./judge-vote";

const ana: Voter = { id: "a", email: "Ana@example.com", name: "Ana", role: "approver" };
const ben: Voter = { id: "b", email: "ben@example.com", name: "Ben", role: "admin" };
const vik: Voter = { id: "v", email: "vik@example.com", name: "Vik", role: "viewer" };
const HOURS = { timeZone: "Europe/Zurich", weekdays: [1, 2, 3, 4, 5], from: "09:00", until: "17:00" };
const randomId = "5b9c7e0e-7a52-4f0e-9d5c-0d8f4c1f2a10";
const MONDAY_NOON = Date.parse("2026-11-23T11:00:00Z");
const byAna = changeAuthors([
  { actionName: "Checkout", outputVariables: { AuthorEmail: "ana@example.com" } },
  { actionName: "Config", outputVariables: { CommitId: "1" } },
]);

function policy(change: Partial<ApprovalPolicy> = {}): ApprovalPolicy {
  return { roles: ["approver"], people: [], required: 1, excludesAuthor: true, hours: null, ...change };
}

function refusal(change: Partial<Parameters<typeof refusalOf>[0]>) {
  return refusalOf({
    policy: policy(),
    voter: ana,
    onBehalfOf: null,
    authors: [],
    status: "Approved",
    at: MONDAY_NOON,
    ...change,
  });
}

test("lets roles and named people vote, as long as their role may approve at all", () => {
  expect(refusal({})).toBeNull();
  expect(refusal({ voter: ben })).toMatch(/does not name you/);
  expect(refusal({ voter: ben, policy: policy({ people: ["b"] }) })).toBeNull();
  expect(refusal({ voter: vik, policy: policy({ people: ["v"] }) })).toMatch(/does not name you/);
});

test("knows the author by e-mail in any case, by name where there is no e-mail, and says whose it does not know", () => {
  expect(byAna.unknown).toEqual(["Config"]);
  expect(refusal({ authors: byAna.known })).toMatch(/author of this change/);
  expect(refusal({ authors: byAna.known, policy: policy({ excludesAuthor: false }) })).toBeNull();
  expect(refusal({ authors: byAna.known, status: "Rejected" })).toBeNull();
  const named = changeAuthors([{ actionName: "Checkout", outputVariables: { AuthorDisplayName: "ana" } }]).known;
  expect(refusal({ authors: named })).toMatch(/author/);
});

test.each([
  ["2026-11-23T08:00:00Z", true],
  ["2026-11-23T07:59:59Z", false],
  ["2026-11-23T16:00:00Z", false],
  ["2026-11-22T11:00:00Z", false],
  ["2026-07-06T07:00:00Z", true],
])("reads the clock of the policy's time zone: %s is within: %s", (instant, isWithin) => {
  expect(isWithinHours(HOURS, Date.parse(instant))).toBe(isWithin);
  const refused = refusal({ policy: policy({ hours: HOURS }), at: Date.parse(instant) });
  expect(refused === null).toBe(isWithin);
});

const TWO = policy({ roles: ["approver", "admin"], required: 2 });

function approve(voter: Voter, onBehalfOf: Voter | null = null): ApprovalVote {
  return { voter, onBehalfOf, status: "Approved" };
}

function result(
  votes: readonly ApprovalVote[],
  facts: { authors?: typeof byAna.known; handedOver?: HandedOver[] } = {},
) {
  return tally(TWO, votes, { authors: [], handedOver: [], ...facts });
}

test("needs as many different people as the policy says, and one rejection rejects", () => {
  expect(result([approve(ana), approve(ana)]).decision).toBeNull();
  expect(result([approve(ana), approve(ben)]).decision).toBe("Approved");
  expect(result([approve(ana), approve(ben)], { authors: byAna.known }).decision).toBeNull();
  expect(result([approve(ana), approve(vik)]).counted).toHaveLength(1);
  expect(result([approve(ana), { ...approve(ben), status: "Rejected" }]).decision).toBe("Rejected");
});

describe("a right that was handed over", () => {
  const anaToVik: HandedOver = { delegator: ana, delegateId: "v" };
  const anaToBen: HandedOver = { delegator: ana, delegateId: "b" };
  const benToAna: HandedOver = { delegator: ben, delegateId: "a" };

  test("counts once, whoever used it and however often", () => {
    const handedOver = [anaToVik, anaToBen];
    expect(result([approve(vik, ana), approve(ben)], { handedOver }).decision).toBe("Approved");
    expect(result([approve(vik, ana), approve(ana)], { handedOver })).toMatchObject({ approvals: 1, decision: null });
    expect(result([approve(vik, ana), approve(ben, ana)], { handedOver })).toMatchObject({ approvals: 1 });
    expect(result([approve(ben), approve(ben, ana)], { handedOver })).toMatchObject({ approvals: 1 });
    expect(result([approve(ben, ana), approve(ana, ben)], { handedOver: [anaToBen, benToAna] }).approvals).toBe(2);
  });

  test("is never more than its owner has, and ends when it is taken back", () => {
    expect(result([approve(vik, ana), approve(ben)]).approvals).toBe(1);
    const demoted = { ...ana, role: "viewer" };
    expect(result([approve(vik, demoted)], { handedOver: [anaToVik] }).approvals).toBe(0);
    expect(result([approve({ ...vik, role: "" }, ana)], { handedOver: [anaToVik] }).approvals).toBe(0);
    expect(result([{ ...approve(vik, ana), status: "Rejected" }]).decision).toBeNull();
    expect(result([{ ...approve(vik, ana), status: "Rejected" }], { handedOver: [anaToVik] }).decision).toBe(
      "Rejected",
    );
  });

  test("approves no change of its owner, nor of who uses it", () => {
    const byVik = changeAuthors([{ actionName: "Checkout", outputVariables: { AuthorEmail: vik.email } }]).known;
    for (const authors of [byAna.known, byVik]) {
      expect(result([approve(vik, ana)], { authors, handedOver: [anaToVik] }).approvals).toBe(0);
      expect(refusal({ voter: vik, onBehalfOf: ana, authors })).toMatch(/author of this change/);
      expect(refusal({ voter: vik, onBehalfOf: ana, authors, status: "Rejected" })).toBeNull();
    }
    expect(refusal({ voter: vik, onBehalfOf: ana, authors: byAna.known })).toMatch(/^Ana, on whose behalf/);
    expect(refusal({ voter: vik, onBehalfOf: ben })).toMatch(/does not name Ben/);
  });

  test("is used only by who has none of their own, and one that nobody used yet comes first", () => {
    const choose = (voter: Voter, delegators: readonly Voter[], counted: readonly ApprovalVote[] = []) =>
      capacityOf({ policy: TWO, voter, delegators, counted })?.onBehalfOf;
    expect(choose(ben, [ana])).toBeNull();
    expect(choose(vik, [])).toBeUndefined();
    expect(choose(vik, [{ ...ana, role: "viewer" }])).toBeUndefined();
    expect(choose(vik, [ana, ben], [approve(ana)])).toBe(ben);
    expect(choose(vik, [ana, ben], [approve(vik, ana)])).toBe(ana);
    expect(choose(vik, [ana], [approve(ana)])).toBe(ana);
    expect(capacityOf({ policy: null, voter: vik, delegators: [ana], counted: [] })?.onBehalfOf).toBe(ana);
    expect(nameOfCapacity({ voter: vik, onBehalfOf: ana })).toBe("Vik (on behalf of Ana)");
  });

  test("begins and ends by the clock, in the pipelines it is for", () => {
    const span = { fromAt: 10, untilAt: 20, revokedAt: null };
    const at = [9, 10, 19, 20].map((instant) => delegationStatus(span, instant));
    expect(at).toEqual(["upcoming", "in-force", "in-force", "ended"]);
    expect(delegationStatus({ ...span, revokedAt: 5 }, 15)).toBe("revoked");
    expect(coversPipeline({ pipelineIds: null }, "p")).toBe(true);
    expect(coversPipeline({ pipelineIds: ["p"] }, "q")).toBe(false);
    expect(coversPipeline({ pipelineIds: [] }, "p")).toBe(false);
  });

  test.each([
    [{ untilAt: 0 }, "It must end after it begins."],
    [{ untilAt: LONGEST_DELEGATION_MS + 2 }, "At most 90 days; for longer, an admin can change a role."],
    [{ reason: "  " }, "Say why; everybody who sees such an answer can read it."],
    [{ pipelineIds: [] }, "Choose at least one pipeline, or all of them."],
    [{ untilAt: Number.NaN }, "Say until when."],
  ])("is refused on terms such as %j", (change, message) => {
    const terms = { delegateId: randomId, pipelineIds: null, fromAt: 1, untilAt: 2, reason: "Holiday", ...change };
    expect(delegationTerms.safeParse(terms).error?.issues[0]?.message).toBe(message);
  });
});

test("the closest policy applies", () => {
  const scopes = [
    { stageName: "", actionName: "" },
    { stageName: "Production", actionName: "" },
    { stageName: "Production", actionName: "Approve" },
  ];
  expect(policyFor(scopes, { stageName: "Production", actionName: "Approve" })).toBe(scopes[2]);
  expect(policyFor(scopes, { stageName: "Production", actionName: "Sign" })).toBe(scopes[1]);
  expect(policyFor(scopes, { stageName: "Test", actionName: "Approve" })).toBe(scopes[0]);
  expect(policyFor([], { stageName: "Test", actionName: "Approve" })).toBeNull();
});

test.each([
  [{ roles: [], people: [] }, /at least one role or person/],
  [{ roles: [], people: [randomId], required: 2 }, /Fewer people may approve/],
  [{ hours: { ...HOURS, timeZone: "Moon/Sea" } }, /not a time zone/],
  [{ hours: { ...HOURS, weekdays: [] } }, /at least one weekday/],
  [{ hours: { ...HOURS, from: "18:00" } }, /end after they begin/],
] satisfies [Partial<ApprovalPolicy>, RegExp][])("refuses a policy nobody could meet: %j", (change, message) => {
  expect(approvalPolicy.safeParse(policy(change)).error?.issues[0]?.message).toMatch(message);
});

test("the summary names everybody, and never exceeds what the service records", () => {
  const vote = (name: string, comment = "") => ({ name, status: "Approved" as const, comment });
  const summary = (votes: ReturnType<typeof vote>[]) => decisionSummary({ decision: "Approved", votes }, 512);
  expect(summary([vote("Ana", "Fine."), vote("Ben")])).toBe("Approved by Ana, Ben via Penstock. Ana: Fine.");
  const long = summary([vote("Ana", "x".repeat(512)), vote("Ben", "y".repeat(512))]);
  expect(long).toHaveLength(512);
  expect(long).toMatch(/^Approved by Ana, Ben via Penstock\. Ana: x+… \(comments in full in Penstock\)$/);
  const many = summary(Array.from({ length: 10 }, (_none, index) => vote(`${index}`.repeat(100))));
  expect(many).toHaveLength(512);
  expect(many).toContain("(10 people, named in Penstock)");
});
