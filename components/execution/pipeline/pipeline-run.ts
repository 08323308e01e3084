import type { Run, RunStage } from "../run";

interface PipelineRunInput {
  /** The pipeline's stages as they are declared now, none of them run. */
  readonly declared: Run;
  /** The execution that started last. */
  readonly latest: Run;
  /** By stage: the execution that is in it, or was in it last. */
  readonly stageRuns: ReadonlyMap<string, Run>;
}

/**
 * The pipeline as it stands, where several executions are in it at once: each stage as the execution in it has it, the
 * way `GetPipelineState` tells it. A stage that none has reached is the latest execution's.
 */
export function pipelineRun({ declared, latest, stageRuns }: PipelineRunInput): Run {
  return {
    ...latest,
    stages: declared.stages.map((stage) => {
      const run = stageRuns.get(stage.name) ?? latest;
      const own = run.stages.find(({ name }) => name === stage.name);
      return own ? inStructure(own, stage) : stage;
    }),
  };
}

/** An execution of an older version may have had other actions; what is drawn is what the pipeline has now. */
function inStructure(stage: RunStage, declared: RunStage): RunStage {
  const actions = new Map(stage.groups.flat().map((action) => [action.key, action]));
  return { ...stage, groups: declared.groups.map((group) => group.map((action) => actions.get(action.key) ?? action)) };
}
