import { actionTypeName } from "../action-types/catalogue";
import { artifactWires } from "../artifacts";
import type { PipelineDeclaration, StageDeclaration } from "../declaration";
import { actionGroups } from "../graph";
import type { ExportedPipeline, ExportedText } from "./exported";

/** A flowchart for Markdown: stages are boxes, arrows are order, dotted arrows artifacts. */
export function exportMermaid(pipelines: readonly ExportedPipeline[]): ExportedText {
  const charts = pipelines.map(({ declaration }, index) => chart(declaration, `p${index + 1}`));
  return { text: charts.join("\n"), notes: ["A diagram shows structure, not configuration. It cannot be imported."] };
}

function chart(pipeline: PipelineDeclaration, prefix: string): string {
  const idOf = new Map(
    pipeline.stages.flatMap((stage, stageIndex) =>
      stage.actions.map((action, index) => [action, `${prefix}s${stageIndex + 1}a${index + 1}`] as const),
    ),
  );
  const stageId = (index: number): string => `${prefix}s${index + 1}`;
  const stages = pipeline.stages.flatMap((stage, index) => stageLines(stage, stageId(index), idOf));
  const transitions = pipeline.stages.slice(1).map((_, index) => `  ${stageId(index)} ==> ${stageId(index + 1)}`);
  const artifacts = artifactWires(pipeline).flatMap(({ name, from, to }) =>
    to.map(({ action }) => `  ${idOf.get(from.action)} -. ${label(name)} .-> ${idOf.get(action)}`),
  );
  return [
    `---`,
    `title: ${JSON.stringify(pipeline.name)}`,
    `---`,
    "flowchart LR",
    ...stages,
    ...transitions,
    ...artifacts,
    "",
  ].join("\n");
}

function stageLines(
  stage: StageDeclaration,
  id: string,
  idOf: ReadonlyMap<StageDeclaration["actions"][number], string>,
): readonly string[] {
  const groups = actionGroups(stage.actions);
  const nodes = stage.actions.map(
    (action) => `    ${idOf.get(action)}[${label(`${action.name}\n${actionTypeName(action.actionTypeId)}`)}]`,
  );
  const order = groups
    .slice(1)
    .flatMap((group, index) =>
      (groups[index]?.actions ?? []).flatMap((before) =>
        group.actions.map((after) => `    ${idOf.get(before)} --> ${idOf.get(after)}`),
      ),
    );
  return [`  subgraph ${id}[${label(stage.name)}]`, ...nodes, ...order, "  end"];
}

/** A quoted label; what Mermaid or HTML would take for its own becomes a character code. */
function label(text: string): string {
  const escaped = text.replaceAll(/["#<>&;`]/g, (character) => `#${character.charCodeAt(0)};`);
  return `"${escaped.replaceAll("\n", "<br/>")}"`;
}
