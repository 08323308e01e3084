import fc from "fast-check";
import type { ActionDeclaration, PipelineDeclaration } from "../declaration";
import { buildAction, pipeline, sourceAction, stage } from "./build-pipeline";

/** What decides one action: which earlier artifacts and namespaces it uses, by share of what there is. */
interface Seed {
  readonly inputs: readonly number[];
  readonly hasOutput: boolean;
  readonly reads: number | null;
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });

const seed: fc.Arbitrary<Seed> = fc.record({
  inputs: fc.array(share, { minLength: 1, maxLength: 3 }),
  hasOutput: fc.boolean(),
  reads: fc.option(share),
});

const group = fc.array(seed, { minLength: 1, maxLength: 4 });
const groups = fc.array(group, { minLength: 1, maxLength: 3 });

/** Valid pipelines of any form: up to six stages, each with up to three groups of up to four parallel actions. */
export const arbitraryPipeline: fc.Arbitrary<PipelineDeclaration> = fc
  .record({ sources: fc.integer({ min: 1, max: 3 }), stages: fc.array(groups, { minLength: 1, maxLength: 5 }) })
  .map(({ sources, stages }) => {
    const sourceActions = Array.from({ length: sources }, (_, index) =>
      sourceAction(`Source${index}`, {
        outputArtifacts: [{ name: `Source${index}Output` }],
        namespace: `source${index}`,
      }),
    );
    const artifacts = sourceActions.map(({ name }) => `${name}Output`);
    const namespaces = sourceActions.map((_, index) => `source${index}`);
    const others = stages.map((stageGroups, stageIndex) => {
      const actions = stageGroups.flatMap((seeds, groupIndex) => {
        const made = seeds.map((each, index) =>
          actionFrom(each, `A${stageIndex}-${groupIndex}-${index}`, groupIndex + 1, artifacts, namespaces),
        );
        artifacts.push(...made.flatMap(({ outputArtifacts = [] }) => outputArtifacts.map(({ name }) => name)));
        namespaces.push(...made.flatMap(({ namespace }) => namespace ?? []));
        return made;
      });
      return stage(`Stage${stageIndex}`, ...actions);
    });
    return pipeline([stage("Source", ...sourceActions), ...others]);
  });

function actionFrom(
  { inputs, hasOutput, reads }: Seed,
  name: string,
  runOrder: number,
  artifacts: readonly string[],
  namespaces: readonly string[],
): ActionDeclaration {
  const taken = [...new Set(inputs.map((each) => pick(artifacts, each)))];
  const value = reads === null ? "none" : `#{${pick(namespaces, reads)}.CommitId}`;
  return buildAction(name, {
    runOrder,
    namespace: `ns-${name}`,
    configuration: {
      ProjectName: "build",
      EnvironmentVariables: JSON.stringify([{ name: "RELEASE", value }]),
      ...(taken.length > 1 ? { PrimarySource: taken[0] ?? "" } : {}),
    },
    inputArtifacts: taken.map((artifact) => ({ name: artifact })),
    ...(hasOutput ? { outputArtifacts: [{ name: `${name}Output` }] } : {}),
  });
}

function pick(list: readonly string[], part: number): string {
  return list[Math.floor(part * list.length)] ?? "";
}
