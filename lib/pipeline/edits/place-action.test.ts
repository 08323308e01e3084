import { describe, expect, it } from "vitest";
import type { ActionTypeId } from "../declaration";
import type { Draft } from "../draft";
import { actionGroups } from "../graph";
import {
  approvalAction,
  buildAction,
  draft,
  keySequence,
  pipeline,
  sourceAction,
  stage,
} from "../testing/build-pipeline";
import { addAction } from "./add-action";
import { addStage } from "./add-stage";
import { canMove, moveAction } from "./move-action";
import { moveStage } from "./move-stage";
import { newDraft } from "./new-draft";
import type { Placement } from "./placement";
import { removeActions } from "./remove-actions";

const codeBuild: ActionTypeId = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" };
const codeCommit: ActionTypeId = { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" };

/** `Source: Checkout | Build: A+B > C`, with + for parallel and > for one after another. */
function written({ stages }: Draft): string {
  return stages
    .map(
      ({ name, actions }) =>
        `${name}: ${actionGroups(actions)
          .map((group) => group.actions.map((a) => a.name).join("+"))
          .join(" > ")}`,
    )
    .join(" | ");
}

// Keys: k1 Source, k2 Checkout, k3 Build, k4 A, k5 B, k6 C.
const shop = draft(
  pipeline([
    stage("Source", sourceAction()),
    stage("Build", buildAction("A"), buildAction("B"), buildAction("C", { runOrder: 2 })),
  ]),
);
const nextKey = () => keySequence("n")();
const add = (placement: Placement, actionTypeId = codeBuild, to = shop) =>
  addAction(to, { actionTypeId, placement, key: "new", nextKey });
const move = (actionKey: string, placement: Placement) => moveAction(shop, { actionKey, placement, nextKey });
const runOrders = ({ stages }: Draft) => stages[1]?.actions.map((action) => `${action.name}${action.runOrder ?? 1}`);

describe("adding", () => {
  it.each<[string, Placement, string]>([
    ["onto a group", { kind: "group", stageKey: "k3", runOrder: 1 }, "Source: Checkout | Build: A+B+Build > C"],
    [
      "at a place in a group",
      { kind: "group", stageKey: "k3", runOrder: 1, index: 1 },
      "Source: Checkout | Build: A+Build+B > C",
    ],
    [
      "before all groups",
      { kind: "newGroup", stageKey: "k3", groupIndex: 0 },
      "Source: Checkout | Build: Build > A+B > C",
    ],
    [
      "between groups",
      { kind: "newGroup", stageKey: "k3", groupIndex: 1 },
      "Source: Checkout | Build: A+B > Build > C",
    ],
    [
      "behind all groups",
      { kind: "newGroup", stageKey: "k3", groupIndex: 2 },
      "Source: Checkout | Build: A+B > C > Build",
    ],
    ["between stages", { kind: "newStage", stageIndex: 1 }, "Source: Checkout | Build2: Build | Build: A+B > C"],
    [
      "into the source stage",
      { kind: "group", stageKey: "k1", runOrder: 1 },
      "Source: Checkout | Build2: Build | Build: A+B > C",
    ],
    [
      "before the source stage",
      { kind: "newStage", stageIndex: 0 },
      "Source: Checkout | Build2: Build | Build: A+B > C",
    ],
  ])("%s", (_where, placement, expected) => {
    expect(written(add(placement))).toBe(expected);
  });

  it("puts a source into the first stage, with the output it always has", () => {
    const added = add({ kind: "newStage", stageIndex: 2 }, codeCommit);
    expect(written(added)).toBe("Source: Checkout+Source | Build: A+B > C");
    expect(added.stages[0]?.actions[1]?.outputArtifacts).toEqual([{ name: "SourceOutput2" }]);
  });

  it("begins an empty pipeline with any action, and puts the source before it", () => {
    const empty = newDraft({ name: "shop", roleArn: "arn:aws:iam::123456789012:role/r", artifactBucket: "bucket" });
    const begun = add({ kind: "newStage", stageIndex: 5 }, codeBuild, empty);
    const complete = addAction(begun, {
      actionTypeId: codeCommit,
      placement: { kind: "newStage", stageIndex: 1 },
      key: "source",
      nextKey: keySequence("m"),
    });
    expect(written(complete)).toBe("Source: Source | Build: Build");
  });

  it("uses gaps between numbers, and moves later groups on where there is none", () => {
    expect(runOrders(add({ kind: "newGroup", stageKey: "k3", groupIndex: 1 }))).toEqual(["A1", "B1", "Build2", "C3"]);
    const gap = draft(pipeline([stage("Source", sourceAction()), stage("Build", buildAction("A", { runOrder: 5 }))]));
    expect(runOrders(add({ kind: "newGroup", stageKey: "k3", groupIndex: 0 }, codeBuild, gap))).toEqual([
      "Build1",
      "A5",
    ]);
  });

  it("counts anew before a number would pass 999", () => {
    const full = draft(
      pipeline([stage("Source", sourceAction()), stage("Build", buildAction("A", { runOrder: 999 }))]),
    );
    expect(runOrders(add({ kind: "newGroup", stageKey: "k3", groupIndex: 1 }, codeBuild, full))).toEqual([
      "A1",
      "Build2",
    ]);
  });
});

describe("moving an action", () => {
  it.each<[string, string, Placement, string]>([
    ["to another group", "k4", { kind: "group", stageKey: "k3", runOrder: 2 }, "Source: Checkout | Build: B > C+A"],
    [
      "within its group",
      "k4",
      { kind: "group", stageKey: "k3", runOrder: 1, index: 2 },
      "Source: Checkout | Build: B+A > C",
    ],
    [
      "out of its group",
      "k4",
      { kind: "newGroup", stageKey: "k3", groupIndex: 1 },
      "Source: Checkout | Build: B > A > C",
    ],
    [
      "before the others",
      "k6",
      { kind: "newGroup", stageKey: "k3", groupIndex: 0 },
      "Source: Checkout | Build: C > A+B",
    ],
    ["into a stage of its own", "k6", { kind: "newStage", stageIndex: 2 }, "Source: Checkout | Build: A+B | Build2: C"],
  ])("%s", (_where, actionKey, placement, expected) => {
    expect(written(move(actionKey, placement))).toBe(expected);
  });

  it("keeps what the source laws forbid as it is", () => {
    const intoSource: Placement = { kind: "group", stageKey: "k1", runOrder: 1 };
    expect(canMove(shop, { actionKey: "k4", placement: intoSource })).toBe(false);
    expect(move("k4", intoSource)).toBe(shop);
    expect(move("k2", { kind: "group", stageKey: "k3", runOrder: 1 })).toBe(shop);
  });
});

describe("stages", () => {
  const three = draft(
    pipeline([stage("Source", sourceAction()), stage("Build", buildAction()), stage("Gate", approvalAction())]),
  );

  it("move, but never the source stage nor before it", () => {
    expect(written(moveStage(three, { stageKey: "k3", stageIndex: 3 }))).toBe(
      "Source: Checkout | Gate: Approve | Build: Compile",
    );
    expect(moveStage(three, { stageKey: "k1", stageIndex: 2 })).toBe(three);
    expect(moveStage(three, { stageKey: "k3", stageIndex: 0 })).toBe(three);
  });

  it("are added with a free name, behind the source stage", () => {
    expect(addStage(three, { stageIndex: 0, key: "s", name: "Build" }).stages.map(({ name }) => name)).toEqual([
      "Source",
      "Build2",
      "Build",
      "Gate",
    ]);
  });
});

it("takes the wires along when an action is removed", () => {
  const removed = removeActions(shop, ["k2"]);
  expect(removed.stages[1]?.actions[0]?.inputArtifacts).toEqual([]);
});
