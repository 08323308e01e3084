import { expect, it } from "vitest";
import { readGitEvent } from "./read-git-event";

const read = (body: unknown) => readGitEvent(JSON.stringify(body));
const event = (body: unknown) => {
  const result = read(body);
  return result.ok ? result.event : result.message;
};

it("reads pushes with the files of all their commits", () => {
  const commits = [
    { added: ["a.ts"], modified: ["b.ts"], removed: [] },
    { added: [], modified: ["b.ts"], removed: ["c.ts"] },
  ];
  expect(event({ ref: "refs/heads/release/1", before: "3f2a", commits })).toEqual({
    type: "push",
    branch: "release/1",
    changedFiles: ["a.ts", "b.ts", "c.ts"],
  });
});

it("knows that a new branch has nothing to compare with", () => {
  const created = { type: "push", branch: "topic", changedFiles: null };
  expect(event({ ref: "refs/heads/topic", created: true, commits: [] })).toEqual(created);
  expect(event({ object_kind: "push", ref: "refs/heads/topic", before: "0000000000", commits: [] })).toEqual(created);
});

it("reads tags and pull requests of each provider", () => {
  expect(event({ ref: "refs/tags/v1.2" })).toEqual({ type: "tag", tag: "v1.2" });
  expect(event({ action: "synchronize", pull_request: { base: { ref: "main" } } })).toMatchObject({
    type: "pullRequest",
    event: "UPDATED",
    destinationBranch: "main",
  });
  const attributes = { target_branch: "main", action: "merge" };
  expect(event({ object_kind: "merge_request", object_attributes: attributes })).toMatchObject({ event: "CLOSED" });
  expect(event({ push: { changes: [{ new: { type: "branch", name: "main" } }] } })).toMatchObject({ branch: "main" });
});

it.each([
  ["{", /not JSON/],
  ["[]", /no push and no pull request/],
  ['{"action":"labeled","pull_request":{"base":{"ref":"main"}}}', /that is labeled starts nothing/],
  [`"${"x".repeat(1_000_001)}"`, /longer than 1 MB/],
])("says what is wrong with %.30s", (text, message) => {
  const result = readGitEvent(text);
  expect(result.ok ? "" : result.message).toMatch(message);
});
