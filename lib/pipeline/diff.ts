import { isPlainObject } from "./is-plain-object";
import { DEFAULT_RUN_ORDER } from "./limits";
import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration";
import { matchPipelines, type PipelineMatch } from "./match-pipelines";
import { defaultPipelineType } from "./service-defaults";
import { memberNames, sameValue } from "./same-value";

/** One member that differs, such as `["configuration", "ProjectName"]`. An absent side is `undefined`. */
export interface MemberChange {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** One thing that differs. Names are those of the later declaration, except for what was removed. */
export type PipelineChange =
  | { readonly subject: "pipeline"; readonly kind: "changed"; readonly members: readonly MemberChange[] }
  | { readonly subject: "stage"; readonly kind: "added" | "removed" | "moved"; readonly stageName: string }
  | {
      readonly subject: "stage";
      readonly kind: "changed";
      readonly stageName: string;
      readonly members: readonly MemberChange[];
    }
  | {
      readonly subject: "action";
      readonly kind: "added" | "removed";
      readonly stageName: string;
      readonly actionName: string;
    }
  | {
      readonly subject: "action";
      readonly kind: "moved";
      readonly stageName: string;
      readonly actionName: string;
      readonly fromStageName: string;
    }
  | {
      readonly subject: "action";
      readonly kind: "changed";
      readonly stageName: string;
      readonly actionName: string;
      readonly members: readonly MemberChange[];
    };

/**
 * What differs between two declarations in meaning. The version, the order of members and of parallel actions, and
 * what the service fills in by itself do not count. A renamed stage or action is `changed` in its member `name`.
 */
export function diffPipelines(before: PipelineDeclaration, after: PipelineDeclaration): readonly PipelineChange[] {
  const match = matchPipelines(before, after);
  const { stages: _before, version: _versionBefore, ...rootBefore } = withTypeAndMode(before);
  const { stages: _after, version: _versionAfter, ...rootAfter } = withTypeAndMode(after);
  const members = memberChanges(rootBefore, rootAfter);
  return [
    ...(members.length > 0 ? [{ subject: "pipeline", kind: "changed", members } as const] : []),
    ...stageChanges(before, after, match),
    ...actionChanges(before, after, match),
  ];
}

function stageChanges(
  before: PipelineDeclaration,
  after: PipelineDeclaration,
  { stages }: PipelineMatch,
): readonly PipelineChange[] {
  const kept = new Set(stages.values());
  const removed = before.stages.filter((stage) => !stages.has(stage));
  const added = after.stages.filter((stage) => !kept.has(stage));
  const moved = movedStages(before, after, stages);
  return [
    ...removed.map(({ name }): PipelineChange => ({ subject: "stage", kind: "removed", stageName: name })),
    ...added.map(({ name }): PipelineChange => ({ subject: "stage", kind: "added", stageName: name })),
    ...moved.map(({ name }): PipelineChange => ({ subject: "stage", kind: "moved", stageName: name })),
    ...[...stages].flatMap(([old, stage]): readonly PipelineChange[] => {
      const { actions: _old, ...stageBefore } = old;
      const { actions: _new, ...stageAfter } = stage;
      const members = memberChanges(stageBefore, stageAfter);
      return members.length > 0 ? [{ subject: "stage", kind: "changed", stageName: stage.name, members }] : [];
    }),
  ];
}

function actionChanges(
  before: PipelineDeclaration,
  after: PipelineDeclaration,
  { stages, actions }: PipelineMatch,
): readonly PipelineChange[] {
  const counterparts = new Map([...actions].map(([old, action]) => [action, old]));
  const oldStageOf = new Map(before.stages.flatMap((stage) => stage.actions.map((action) => [action, stage])));
  const removed = before.stages.flatMap((stage) =>
    stage.actions
      .filter((action) => !actions.has(action))
      .map(({ name }): PipelineChange => ({
        subject: "action",
        kind: "removed",
        stageName: stage.name,
        actionName: name,
      })),
  );
  const others = after.stages.flatMap((stage) =>
    stage.actions.flatMap((action): readonly PipelineChange[] => {
      const place = { subject: "action", stageName: stage.name, actionName: action.name } as const;
      const old = counterparts.get(action);
      const oldStage = old && oldStageOf.get(old);
      if (old === undefined || oldStage === undefined) return [{ ...place, kind: "added" }];
      const members = memberChanges(withRunOrder(old), withRunOrder(action));
      return [
        ...(stages.get(oldStage) === stage ? [] : [{ ...place, kind: "moved", fromStageName: oldStage.name } as const]),
        ...(members.length > 0 ? [{ ...place, kind: "changed", members } as const] : []),
      ];
    }),
  );
  return [...removed, ...others];
}

/** The fewest stages whose moving explains the new order: all but the longest run that kept its order. */
function movedStages(
  before: PipelineDeclaration,
  after: PipelineDeclaration,
  stages: PipelineMatch["stages"],
): readonly StageDeclaration[] {
  const kept = before.stages.flatMap((stage) => stages.get(stage) ?? []);
  const positions = kept.map((stage) => after.stages.indexOf(stage));
  const runs: { readonly length: number; readonly previous: number }[] = [];
  positions.forEach((position, index) => {
    const best = runs.reduce(
      (longest, run, candidate) =>
        (positions[candidate] ?? 0) < position && run.length + 1 > longest.length
          ? { length: run.length + 1, previous: candidate }
          : longest,
      { length: 1, previous: -1 },
    );
    runs[index] = best;
  });
  const inOrder = new Set<number>();
  let index = runs.reduce((end, run, candidate) => (run.length > (runs[end]?.length ?? 0) ? candidate : end), 0);
  while (index >= 0 && runs[index]) {
    inOrder.add(index);
    index = runs[index]?.previous ?? -1;
  }
  return kept.filter((_stage, position) => !inOrder.has(position));
}

/** The members that differ, objects member by member and lists as a whole. */
function memberChanges(before: object, after: object, path: readonly string[] = []): readonly MemberChange[] {
  return memberNames(before, after).flatMap((name): readonly MemberChange[] => {
    const a: unknown = Reflect.get(before, name);
    const b: unknown = Reflect.get(after, name);
    if (sameValue(a, b)) return [];
    if (isPlainObject(a) && isPlainObject(b)) return memberChanges(a, b, [...path, name]);
    if (name === "configuration") return memberChanges(isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {}, [name]);
    return [{ path: [...path, name], before: a, after: b }];
  });
}

function withRunOrder(action: ActionDeclaration): ActionDeclaration {
  return { ...action, runOrder: action.runOrder ?? DEFAULT_RUN_ORDER };
}

function withTypeAndMode(pipeline: PipelineDeclaration): PipelineDeclaration {
  return {
    ...pipeline,
    pipelineType: pipeline.pipelineType ?? defaultPipelineType(pipeline),
    executionMode: pipeline.executionMode ?? "SUPERSEDED",
  };
}
