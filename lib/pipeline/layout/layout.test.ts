import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftFromDeclaration, type Draft } from "../draft";
import { MAX_STAGES } from "../limits";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import {
  approvalAction,
  buildAction,
  draft,
  keySequence,
  pipeline,
  sourceAction,
  stage,
} from "../testing/build-pipeline";
import { bottom, contains, right, roundedPath, type Point, type Rect } from "./geometry";
import { layoutPipeline } from "./layout";
import { editorDensity, METRICS } from "./metrics";
import type { PipelineLayout } from "./pipeline-layout";

const density = fc.constantFrom("regular" as const, "compact" as const, "run" as const);

function nodes(layout: PipelineLayout): readonly Rect[] {
  return layout.stages.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions.map(({ rect }) => rect)));
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

/** The inside of a node, without its edge: a wire may end there, never enter. */
function crosses(from: Point, to: Point, node: Rect): boolean {
  return (
    Math.min(from.x, to.x) < right(node) - 0.01 &&
    Math.max(from.x, to.x) > node.x + 0.01 &&
    Math.min(from.y, to.y) < bottom(node) - 0.01 &&
    Math.max(from.y, to.y) > node.y + 0.01
  );
}

function draftOf(declaration: Parameters<typeof draftFromDeclaration>[0]): Draft {
  return draftFromDeclaration(declaration, keySequence());
}

describe("any pipeline", () => {
  it("keeps nodes apart, inside their stages, with groups aligned on the main line", () => {
    fc.assert(
      fc.property(arbitraryPipeline, density, (declaration, chosen) => {
        const layout = layoutPipeline(draftOf(declaration), { density: chosen });
        const all = nodes(layout);
        all.forEach((node, index) => {
          for (const other of all.slice(index + 1)) expect(overlaps(node, other)).toBe(false);
        });
        for (const { rect, groups } of layout.stages) {
          expect(rect.height).toBe(layout.height);
          for (const { actions, addAction } of groups) {
            expect(actions.every((action) => contains(rect, action.rect) && bottom(action.rect) <= bottom(rect))).toBe(
              true,
            );
            expect((actions[0]?.rect.y ?? 0) + layout.metrics.orderOffset).toBe(layout.mainLine);
            expect(bottom(addAction)).toBeLessThanOrEqual(layout.height);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("draws orthogonal wires that stay on the canvas and never cross a node", () => {
    fc.assert(
      fc.property(arbitraryPipeline, density, (declaration, chosen) => {
        const layout = layoutPipeline(draftOf(declaration), { density: chosen });
        const all = nodes(layout);
        for (const { branches } of layout.wires) {
          for (const { points } of branches) {
            points.slice(1).forEach((to, index) => {
              const from = points[index] ?? to;
              expect(from.x === to.x || from.y === to.y).toBe(true);
              expect(all.some((node) => crosses(from, to, node))).toBe(false);
              expect(to.y).toBeLessThanOrEqual(layout.height);
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("joins every use of an artifact or a variable to its consumer exactly once", () => {
    fc.assert(
      fc.property(arbitraryPipeline, (declaration) => {
        const layout = layoutPipeline(draftOf(declaration), { density: "regular" });
        const inputs = declaration.stages.flatMap(({ actions }) =>
          actions.flatMap((action) => action.inputArtifacts ?? []),
        );
        const ends = layout.wires.filter(({ kind }) => kind === "artifact").flatMap(({ branches }) => branches);
        expect(ends).toHaveLength(inputs.length);
        expect(new Set(layout.wires.map(({ id }) => id)).size).toBe(layout.wires.length);
      }),
    );
  });
});

const shop = pipeline([
  stage("Source", sourceAction("Checkout", { namespace: "source" })),
  stage(
    "Build",
    buildAction("Compile", { outputArtifacts: [{ name: "BuildOutput" }] }),
    buildAction("UnitTests"),
    buildAction("Package", { runOrder: 2, inputArtifacts: [{ name: "BuildOutput" }] }),
  ),
  stage("Production", approvalAction("Approve", { configuration: { CustomData: "#{source.CommitMessage}" } })),
]);

describe("a small pipeline", () => {
  const layout = layoutPipeline(draft(shop), { density: "compact" });

  it("follows the sizes of the compact canvas", () => {
    expect(layout.stages.map(({ rect }) => [rect.x, rect.width])).toEqual([
      [0, 138],
      [166, 278],
      [472, 138],
    ]);
    expect(layout.mainLine).toBe(34 + 24 + 17);
    expect(layout.gates.map(({ center }) => center)).toEqual([
      { x: 152, y: layout.mainLine },
      { x: 458, y: layout.mainLine },
    ]);
    expect(layout.stageAdders.map(({ stageIndex }) => stageIndex)).toEqual([1, 2, 3]);
  });

  it("reaches neighbours along one trunk", () => {
    const wire = layout.wires.find(({ name }) => name === "SourceOutput");
    const [level, below] = wire?.branches ?? [];
    expect(level?.points).toHaveLength(2);
    expect(below?.points[0]?.y).toBe(level?.points[0]?.y);
    expect(below?.points.at(-1)?.x).toBe(186 - 10);
  });

  it("leads a wire that skips a group along the floor", () => {
    const wire = layout.wires.find(({ name }) => name === "source.CommitMessage");
    const lane = layout.height - 10;
    expect(wire?.branches[0]?.points.filter(({ y }) => y === lane)).toHaveLength(2);
  });

  it("needs no room for wires that are hidden", () => {
    const hidden = layoutPipeline(draft(shop), { density: "run", hide: { artifacts: true, variables: true } });
    expect(hidden.wires.map(({ kind }) => kind)).not.toContain("artifact");
    expect(hidden.height).toBe(30 + 10 + 2 * 44 + 8 + 10);
  });

  it("shares the width among the nodes of a run", () => {
    const wide = layoutPipeline(draft(shop), { density: "run", width: 900 });
    expect(wide.width).toBeGreaterThan(890);
    expect(wide.width).toBeLessThanOrEqual(900);
  });
});

it("chooses compact nodes where regular ones would not fit", () => {
  expect(editorDensity(shop, 1000)).toBe("regular");
  expect(editorDensity(shop, 600)).toBe("compact");
});

it("gives a stage without actions a place to drop one", () => {
  const layout = layoutPipeline(draft(pipeline([stage("Source", sourceAction()), stage("Empty")])), {
    density: "regular",
  });
  expect(layout.stages[1]?.groups[0]?.addAction).toMatchObject({ width: 148, height: METRICS.regular.nodeHeight });
});

it("lays out the largest pipeline quickly", () => {
  const stages = Array.from({ length: MAX_STAGES }, (_, index) =>
    stage(
      `Stage${index}`,
      ...Array.from({ length: 10 }, (_action, row) =>
        buildAction(`A${row}`, {
          outputArtifacts: [{ name: `S${index}A${row}` }],
          inputArtifacts: [{ name: `S${Math.max(0, index - 1 - (row % 3))}A${row}` }],
          runOrder: 1 + (row % 2),
        }),
      ),
    ),
  );
  const large = draft(pipeline(stages));
  const durations = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    expect(nodes(layoutPipeline(large, { density: "regular" }))).toHaveLength(500);
    return process.cpuUsage(before).user / 1000;
  });
  expect(Math.min(...durations)).toBeLessThan(50);
});

it("rounds corners, less where a piece is short", () => {
  expect(roundedPath([])).toBe("");
  expect(
    roundedPath([
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 4 },
    ]),
  ).toBe("M0 0L18 0Q20 0 20 2L20 4");
});
