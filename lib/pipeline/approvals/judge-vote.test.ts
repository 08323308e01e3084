import { expect, test } from "vitest";
import { approvalPolicy, type ApprovalPolicy, policyFor } from "./approval-policy";
import { changeAuthors } from "./change-authors";
import { decisionSummary } from "./decision-summary";
import { isWithinHours, refusalOf, tally, type Voter } from "./judge-vote";

const ana: Voter = { id: "a", email: "Ana@example.com", name: "Ana", role: "approver" };
const ben: Voter = { id: "b", email: "ben@example.com", name: "Ben", role: "admin" };
const vik: Voter = { id: "v", email: "vik@example.com", name: "Vik", role: "viewer" };
const HOURS = { timeZone: "Europe/Zurich", weekdays: [1, 2, 3, 4, 5], from: "09:00", until: "17:00" };
const MONDAY_NOON = Date.parse("2026-11-23T11:00:00Z");
const byAna = changeAuthors([
  { actionName: "Checkout", outputVariables: { AuthorEmail: "ana@example.com" } },
  { actionName: "Config", outputVariables: { CommitId: "1" } },
]);

function policy(change: Partial<ApprovalPolicy> = {}): ApprovalPolicy {
  return { roles: ["approver"], people: [], required: 1, excludesAuthor: true, hours: null, ...change };
}

function refusal(change: Partial<Parameters<typeof refusalOf>[0]>) {
  return refusalOf({ policy: policy(), voter: ana, authors: [], status: "Approved", at: MONDAY_NOON, ...change });
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

test("needs as many different people as the policy says, and one rejection rejects", () => {
  const two = policy({ roles: ["approver", "admin"], required: 2 });
  const approve = (voter: Voter) => ({ voter, status: "Approved" as const });
  expect(tally(two, [approve(ana), approve(ana)], []).decision).toBeNull();
  expect(tally(two, [approve(ana), approve(ben)], []).decision).toBe("Approved");
  expect(tally(two, [approve(ana), approve(ben)], byAna.known).decision).toBeNull();
  expect(tally(two, [approve(ana), approve(vik)], []).counted).toHaveLength(1);
  expect(tally(two, [approve(ana), { voter: ben, status: "Rejected" }], []).decision).toBe("Rejected");
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
  [{ roles: [], people: ["5b9c7e0e-7a52-4f0e-9d5c-0d8f4c1f2a10"], required: 2 }, /Fewer people may approve/],
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
