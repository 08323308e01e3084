import { expect, it } from "vitest";
import type { ArtifactComparison, ArtifactListing } from "@/lib/contracts/artifact";
import { changedEntries, shownEntries } from "./shown-entry";

const object = { bucket: "b", key: "k", sizeBytes: 1, etag: "e", versionId: null, lastModifiedAt: null };
const file = (path: string, sizeBytes: number) => ({
  id: path,
  path,
  kind: "file" as const,
  sizeBytes,
  packedBytes: sizeBytes,
  crc32: 1,
  unreadable: null,
});
const inspected = {
  status: "done" as const,
  sha256: "whole",
  files: [{ id: "app.ts", sha256: "0a1b", secret: "Line 1 looks like an AWS access key." }],
  findings: [],
};

it("adds to each file what reading the artifact whole has told", () => {
  const listing: ArtifactListing = {
    object,
    format: "zip",
    entries: [
      { ...file("app.ts", 10), secret: null },
      { ...file(".env", 5), secret: "An environment file." },
    ],
    findings: [],
    entryCount: 2,
    isSmall: true,
    canRead: true,
  };
  expect(shownEntries(listing, null).map(({ sha256 }) => sha256)).toEqual([null, null]);
  expect(shownEntries(listing, inspected)).toMatchObject([
    { sha256: "0a1b", secret: "Line 1 looks like an AWS access key." },
    { sha256: null, secret: "An environment file." },
  ]);
});

it("tells of what differs how much larger it became, and of what was removed what it was", () => {
  const comparison: ArtifactComparison = {
    against: {
      pipelineExecutionId: "0a1b",
      startedAt: "2026-11-20T08:00:00.000Z",
      status: "Succeeded",
      revisionId: null,
    },
    beforeObject: object,
    files: [
      { path: "app.ts", change: "changed", before: file("app.ts", 4), after: file("app.ts", 10) },
      { path: "gone", change: "removed", before: file("gone", 7), after: null },
      { path: "new", change: "added", before: null, after: file("new", 3) },
    ],
    sameCount: 0,
    comparedBy: "SHA-256",
    isPartial: false,
  };
  expect(
    changedEntries(comparison, inspected).map(({ path, change, sizeBytes, sizeChange, sha256 }) => [
      path,
      change,
      sizeBytes,
      sizeChange,
      sha256,
    ]),
  ).toEqual([
    ["app.ts", "changed", 10, 6, "0a1b"],
    ["gone", "removed", 7, -7, null],
    ["new", "added", 3, 3, null],
  ]);
});
