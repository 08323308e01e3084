import { expect, test } from "vitest";
import { APPROVAL_SUMMARY_LENGTH } from "@/lib/contracts/approval";
import { approvalSummary } from "./put-approval-result";

test("AWS records its own principal, so the person's name is part of the summary", () => {
  expect(approvalSummary({ status: "Approved", comment: " Looks right. " }, "Noor")).toBe(
    "Looks right. — Noor via Penstock",
  );
  expect(approvalSummary({ status: "Rejected", comment: "" }, "Noor")).toBe("Rejected by Noor via Penstock");
});

test("a comment that leaves no room for the name is refused, and never cut short", () => {
  const comment = "x".repeat(APPROVAL_SUMMARY_LENGTH);
  expect(() => approvalSummary({ status: "Approved", comment }, "Noor")).toThrow(/20 characters too long/);
  const fits = "x".repeat(APPROVAL_SUMMARY_LENGTH - 20);
  expect(approvalSummary({ status: "Approved", comment: fits }, "Noor")).toHaveLength(APPROVAL_SUMMARY_LENGTH);
});
