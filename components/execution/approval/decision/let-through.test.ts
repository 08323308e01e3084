import { expect, test } from "vitest";
import { letThrough, letThroughLabel } from "./let-through";

const first = execution("first");
const second = execution("second");
const legal = { actionName: "Legal", actionExecutionId: "legal", approval: { token: "t-legal", onBehalfOf: null } };
const soak = { actionName: "Soak", actionExecutionId: "soak", approval: null };

test("offers nothing where nothing waits behind, as in PARALLEL mode", () => {
  expect(letThrough({ behind: [], alsoRunning: [legal] })).toEqual({ kind: "none" });
});

test("in SUPERSEDED mode lets the one execution behind through, which is the newest", () => {
  const offered = letThrough({ behind: [first], alsoRunning: [] });
  expect(offered).toEqual({ kind: "offered", next: first, later: [], alsoReject: [], stillRunning: [] });
  expect(letThroughLabel({ later: [] })).toBe("Reject and let the newest through");
});

test("in QUEUED mode lets the next of the queue come, and names those behind it", () => {
  expect(letThrough({ behind: [first, second], alsoRunning: [] })).toMatchObject({ next: first, later: [second] });
  expect(letThroughLabel({ later: [second] })).toBe("Reject and let the next through");
});

test("rejects the other approvals of the stage with the tokens that were shown, and says what must end by itself", () => {
  expect(letThrough({ behind: [first], alsoRunning: [legal, soak] })).toMatchObject({
    alsoReject: [{ actionName: "Legal", token: "t-legal", onBehalfOf: null }],
    stillRunning: ["Soak"],
  });
});

test("is held up by an approval the viewer may not answer", () => {
  const closed = { ...legal, approval: { token: null, onBehalfOf: null } };
  expect(letThrough({ behind: [first], alsoRunning: [closed, soak] })).toEqual({ kind: "held", by: ["Legal"] });
});

function execution(pipelineExecutionId: string) {
  return { pipelineExecutionId, startedAt: "2026-09-15T08:00:00.000Z", sourceRevisions: [] };
}
