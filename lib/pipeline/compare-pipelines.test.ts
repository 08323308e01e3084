import fc from "fast-check";
import { expect, it } from "vitest";
import { comparePipelines, type Comparison } from "./compare-pipelines";
import type { ActionDeclaration, PipelineDeclaration } from "./declaration";
import { diffPipelines } from "./diff";
import { arbitraryPipeline } from "./testing/arbitrary-pipeline";

const action = (name: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name,
  actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  ...more,
});

function pipeline(stages: Readonly<Record<string, readonly ActionDeclaration[]>>): PipelineDeclaration {
  return {
    name: "shop",
    roleArn: "",
    stages: Object.entries(stages).map(([name, actions]) => ({ name, actions: [...actions] })),
  };
}

/** `Stage: Action mark, …` for every stage. */
function drawn({ draft, marks }: Comparison): readonly string[] {
  const named = ({ key, name }: { key: string; name: string }) => [name, marks.get(key)].filter(Boolean).join(" ");
  return draft.stages.map((stage) => `${named(stage)}: ${stage.actions.map(named).join(", ")}`);
}

it("marks what was added and changed, and keeps what was removed where it stood", () => {
  const before = pipeline({
    Source: [action("Checkout")],
    Build: [
      action("Lint", { configuration: { ProjectName: "lint" } }),
      action("Compile", { configuration: { ProjectName: "a" } }),
    ],
    Approve: [
      action("Ask", { actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" } }),
    ],
    Deploy: [action("Install")],
  });
  const after = pipeline({
    Source: [action("Checkout")],
    Build: [
      action("Compile", { configuration: { ProjectName: "b" } }),
      action("Scan", { configuration: { ProjectName: "scan" } }),
    ],
    Deploy: [action("Install")],
  });
  expect(drawn(comparePipelines(before, after))).toEqual([
    "Source: Checkout",
    "Build: Lint removed, Compile changed, Scan added",
    "Approve removed: Ask removed",
    "Deploy: Install",
  ]);
});

it("draws the same definition without a mark", () => {
  const same = pipeline({ Source: [action("Checkout")], Build: [action("Compile")] });
  const { marks, changes } = comparePipelines(same, structuredClone(same));
  expect([...marks]).toEqual([]);
  expect(changes).toEqual([]);
});

it("shows each stage and action of both once, under keys of its own", () => {
  fc.assert(
    fc.property(arbitraryPipeline, arbitraryPipeline, (before, after) => {
      const { draft, marks, changes } = comparePipelines(before, after);
      const keys = draft.stages.flatMap(({ key, actions }) => [key, ...actions.map((each) => each.key)]);
      expect(new Set(keys).size).toBe(keys.length);
      expect(changes).toEqual(diffPipelines(before, after));
      const removed = [...marks.values()].filter((mark) => mark === "removed").length;
      const count = (pipelines: PipelineDeclaration) =>
        pipelines.stages.length + pipelines.stages.flatMap(({ actions }) => actions).length;
      expect(keys.length).toBe(count(after) + removed);
    }),
    { numRuns: 60 },
  );
});
