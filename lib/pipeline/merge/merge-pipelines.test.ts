import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PipelineDeclaration } from "../declaration";
import { diffPipelines } from "../diff";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { mergePipelines } from "./merge-pipelines";

const lint = (more = {}) => buildAction("Lint", { configuration: { ProjectName: "lint" }, ...more });
const shop = (...rest: PipelineDeclaration["stages"]) => pipeline([stage("Source", sourceAction()), ...rest]);
const base = shop(stage("Build", buildAction("Compile"), lint()), stage("Gate", approvalAction()));

function merge(mine: PipelineDeclaration, theirs: PipelineDeclaration) {
  return mergePipelines({ base, mine, theirs });
}

function merged(mine: PipelineDeclaration, theirs: PipelineDeclaration): PipelineDeclaration | null {
  const result = merge(mine, theirs);
  return result.ok ? result.declaration : null;
}

function conflicts(mine: PipelineDeclaration, theirs: PipelineDeclaration): readonly string[] {
  const result = merge(mine, theirs);
  return result.ok ? [] : result.conflicts.map(({ message }) => message);
}

const withProject = (ProjectName: string) =>
  shop(
    stage("Build", buildAction("Compile", { configuration: { ProjectName } }), lint()),
    stage("Gate", approvalAction()),
  );
const withKey = (key: string, value: string) =>
  shop(
    stage("Build", buildAction("Compile", { configuration: { ProjectName: "shop-build", [key]: value } }), lint()),
    stage("Gate", approvalAction()),
  );
const withoutLint = shop(stage("Build", buildAction("Compile")), stage("Gate", approvalAction()));

describe("merging takes", () => {
  it("what one side alone changed", () => {
    expect(merged(withProject("new"), base)).toEqual(withProject("new"));
    expect(merged(base, withProject("new"))).toEqual(withProject("new"));
    expect(merged(withProject("new"), withProject("new"))).toEqual(withProject("new"));
  });

  it("different keys of one action's configuration from either side", () => {
    const joined = merged(withKey("BatchEnabled", "true"), withKey("BuildspecOverride", "ci.yml"));
    expect(joined?.stages[1]?.actions[0]?.configuration).toEqual({
      ProjectName: "shop-build",
      BatchEnabled: "true",
      BuildspecOverride: "ci.yml",
    });
  });

  it("stages and actions that either side added, each behind what it followed", () => {
    const mine = shop(
      stage("Build", buildAction("Compile"), lint(), buildAction("Pack")),
      stage("Gate", approvalAction()),
    );
    const theirs = shop(
      stage("Build", buildAction("Compile"), lint()),
      stage("Smoke", buildAction("Probe")),
      stage("Gate", approvalAction()),
    );
    const joined = merged(mine, theirs);
    expect(joined?.stages.map(({ name }) => name)).toEqual(["Source", "Build", "Smoke", "Gate"]);
    expect(joined?.stages[1]?.actions.map(({ name }) => name)).toEqual(["Compile", "Lint", "Pack"]);
  });

  it("a removal beside a change elsewhere", () => {
    const joined = merged(withoutLint, { ...base, executionMode: "QUEUED" });
    expect(joined).toEqual({ ...withoutLint, executionMode: "QUEUED" });
  });

  it("a rename on one side and a change on the other", () => {
    const renamed = shop(stage("Build", buildAction("Make"), lint()), stage("Gate", approvalAction()));
    const changed = shop(
      stage("Build", buildAction("Compile", { namespace: "build" }), lint()),
      stage("Gate", approvalAction()),
    );
    expect(merged(renamed, changed)?.stages[1]?.actions[0]).toMatchObject({ name: "Make", namespace: "build" });
  });
});

describe("merging refuses", () => {
  it("one member changed on both sides", () => {
    expect(conflicts(withProject("a"), withProject("b"))).toEqual([
      "Both sides changed configuration.ProjectName of Compile.",
    ]);
    expect(conflicts({ ...base, executionMode: "QUEUED" }, { ...base, executionMode: "PARALLEL" })).toEqual([
      "Both sides changed executionMode.",
    ]);
  });

  it("a removal of what the other side changed", () => {
    const changed = shop(
      stage("Build", buildAction("Compile"), lint({ namespace: "lint" })),
      stage("Gate", approvalAction()),
    );
    expect(conflicts(withoutLint, changed)).toEqual(["One side removed Lint, the other changed it."]);
  });

  it("an action added to a stage that the other side removed", () => {
    const removed = shop(stage("Build", buildAction("Compile"), lint()));
    const added = shop(
      stage("Build", buildAction("Compile"), lint()),
      stage("Gate", approvalAction(), approvalAction("Second")),
    );
    expect(conflicts(removed, added)).toEqual(["One side removed the stage Gate, in which the other has Second."]);
  });
});

it("gives either side when the other changed nothing", () => {
  fc.assert(
    fc.property(arbitraryPipeline, arbitraryPipeline, (before, after) => {
      const taken = mergePipelines({ base: before, mine: after, theirs: structuredClone(before) });
      const given = mergePipelines({ base: before, mine: structuredClone(before), theirs: after });
      expect(taken.ok && given.ok).toBe(true);
      expect(taken.ok ? diffPipelines(after, taken.declaration) : []).toEqual([]);
      expect(given.ok ? diffPipelines(after, given.declaration) : []).toEqual([]);
    }),
  );
});

/** What one person does to one of nine actions, or to the pipeline; names stay, so that each can be told again. */
const arbitraryChanges = fc.array(
  fc.record({
    kind: fc.constantFrom("namespace", "key", "remove", "add", "mode", "stage"),
    at: fc.nat(8),
    value: fc.constantFrom("x", "y", "z"),
  }),
  { maxLength: 5 },
);
type Change = typeof arbitraryChanges extends fc.Arbitrary<(infer Each)[]> ? Each : never;

const nine = shop(
  ...["A", "B", "C"].map((name) => stage(name, ...[0, 1, 2].map((index) => buildAction(`${name}${index}`)))),
);

function apply(declaration: PipelineDeclaration, { kind, at, value }: Change, side: string): PipelineDeclaration {
  const name = `${"ABC"[Math.floor(at / 3)] ?? ""}${at % 3}`;
  if (kind === "mode") return { ...declaration, executionMode: value === "x" ? "QUEUED" : "PARALLEL" };
  if (kind === "stage") {
    return { ...declaration, stages: [...declaration.stages, stage(`New-${side}-${value}`, approvalAction())] };
  }
  const stages = declaration.stages.map((each) => {
    const actions = each.actions.flatMap((action) => {
      if (action.name !== name) return [action];
      if (kind === "remove") return [];
      if (kind === "add") return [action, approvalAction(`${name}-${side}-${value}`)];
      if (kind === "namespace") return [{ ...action, namespace: value }];
      return [{ ...action, configuration: { ...action.configuration, [`Key${value}`]: `${value}-${side}` } }];
    });
    return { ...each, actions };
  });
  return { ...declaration, stages };
}

/** Everything a declaration says, a sentence each: `C1 namespace = x`. */
function statements(declaration: PipelineDeclaration): ReadonlyMap<string, string> {
  const actions = declaration.stages.flatMap((each) => each.actions.map((action) => ({ at: each.name, action })));
  return new Map([
    ["mode", declaration.executionMode ?? ""],
    ...declaration.stages.map(({ name }) => [name, "there"] as const),
    ...actions.map(({ at, action }) => [`${at}/${action.name}`, "there"] as const),
    ...actions.map(({ at, action }) => [`${at}/${action.name} namespace`, action.namespace ?? ""] as const),
    ...actions.flatMap(({ at, action }) =>
      Object.entries(action.configuration ?? {}).map(([key, value]) => [`${at}/${action.name} ${key}`, value] as const),
    ),
  ]);
}

it("loses no edit of either side: each is in the result, or the merge asks", () => {
  fc.assert(
    fc.property(arbitraryChanges, arbitraryChanges, (ofMine, ofTheirs) => {
      const unique = <Item extends { name: string }>(items: readonly Item[]) => [
        ...new Map(items.map((item) => [item.name, item])).values(),
      ];
      const change = (changes: readonly Change[], side: string) => {
        const changed = changes.reduce((before, each) => apply(before, each, side), nine);
        const stages = unique(changed.stages).map((each) => ({ ...each, actions: unique(each.actions) }));
        return { ...changed, stages };
      };
      const mine = change(ofMine, "mine");
      const theirs = change(ofTheirs, "theirs");
      const result = mergePipelines({ base: nine, mine, theirs });
      const before = statements(nine);
      const edits = [mine, theirs].map((side) => {
        const said = statements(side);
        return new Map(
          [...new Set([...before.keys(), ...said.keys()])]
            .filter((about) => before.get(about) !== said.get(about))
            .map((about) => [about, said.get(about)]),
        );
      });
      const [byMine = new Map(), byTheirs = new Map()] = edits;
      const disputed = [...byMine].filter(([about, value]) => byTheirs.has(about) && byTheirs.get(about) !== value);
      const after = result.ok ? statements(result.declaration) : null;
      const lost = [...byMine, ...byTheirs].filter(([about, value]) => after && after.get(about) !== value);
      expect([result.ok, lost]).toEqual([result.ok && disputed.length === 0, []]);
    }),
    { numRuns: 300 },
  );
});
