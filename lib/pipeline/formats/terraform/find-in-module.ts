import type { FoundDefinitions, FoundPipeline } from "../found-pipeline";
import { evaluateHcl } from "./evaluate-hcl";
import { evaluateBody, scopeWith } from "./evaluate-body";
import type { HclExpression } from "./hcl";
import { ModuleScope, type TerraformModule, type TerraformResource } from "./module";
import { mapNode, textOf, wordNode } from "./nodes";
import { declarationOf } from "./resource-declaration";
import type { SourceNode } from "../source-node";
import { roundsOf } from "./rounds-of";

/** A module makes fewer pipelines than this. */
const MAX_COPIES = 100;
const META_ARGUMENTS = ["depends_on", "lifecycle", "provider", "provisioner", "timeouts"] as const;
const COMPANIONS: Readonly<Record<string, string>> = {
  aws_codepipeline_custom_action_type:
    "a custom action type. It is no part of a pipeline: create it in the account before you publish.",
  aws_codepipeline_webhook: "a webhook. It is no part of a pipeline: register it in the account after you publish.",
};

/** The pipelines of a Terraform module, as far as its files tell what they are. */
export function findInModule(module: TerraformModule, values: Readonly<Record<string, string>>): FoundDefinitions {
  const scope = new ModuleScope(module, values);
  const pipelines = module.resources
    .filter(({ type }) => type === "aws_codepipeline")
    .flatMap((resource) => copiesOf(resource, scope));
  const companions = module.resources.flatMap(({ type, name }) =>
    Object.hasOwn(COMPANIONS, type) ? [`${type}.${name} is ${COMPANIONS[type]}`] : [],
  );
  const defaults = [...scope.defaults].map(([name, value]) => `${name} = ${value === "" ? "(empty)" : value}`);
  const notes = [
    ...companions,
    ...(defaults.length > 0 ? [`These variables took their defaults: ${defaults.join(", ")}.`] : []),
  ];
  return {
    pipelines: pipelines.map((pipeline) => ({ ...pipeline, notes: [...pipeline.notes, ...notes] })),
    parameters: scope.asked,
  };
}

/** One pipeline for each round of for_each or count, or one that stands for all when nobody knows the rounds. */
function copiesOf(resource: TerraformResource, scope: ModuleScope): readonly FoundPipeline[] {
  const over = resource.body.attributes.get("for_each");
  const count = resource.body.attributes.get("count");
  if (over) return copiesOfEach(resource, scope, over);
  return count ? copiesOfCount(resource, scope, count) : [pipelineOf(resource, scope)];
}

function copiesOfEach(resource: TerraformResource, scope: ModuleScope, over: HclExpression): readonly FoundPipeline[] {
  const collection = evaluateHcl(over, scope);
  const rounds = roundsOf(collection);
  if (rounds === null || rounds.length === 0) return [standingForAll(resource, scope, `for_each = ${over.raw}`)];
  return rounds.slice(0, MAX_COPIES).map(({ key, value }) => {
    const each = new Map<string, SourceNode>([
      // Only a set can be a list here; it has its items as keys too.
      ["key", collection.kind === "list" ? value : key],
      ["value", value],
    ]);
    return pipelineOf(resource, scopeWith(scope, "each", mapNode(each, resource.position)));
  });
}

function copiesOfCount(
  resource: TerraformResource,
  scope: ModuleScope,
  count: HclExpression,
): readonly FoundPipeline[] {
  const number = Number(textOf(evaluateHcl(count, scope)) ?? Number.NaN);
  if (!Number.isInteger(number) || number < 1) return [standingForAll(resource, scope, `count = ${count.raw}`)];
  return Array.from({ length: Math.min(number, MAX_COPIES) }, (_, index) => {
    const entries = new Map<string, SourceNode>([["index", wordNode(index, count.position)]]);
    return pipelineOf(resource, scopeWith(scope, "count", mapNode(entries, count.position)));
  });
}

function standingForAll(resource: TerraformResource, scope: ModuleScope, argument: string): FoundPipeline {
  const found = pipelineOf(resource, scope);
  const note = `Terraform makes ${resource.name} as often as ${argument} says, which the file does not tell. One was read.`;
  return { ...found, notes: [...found.notes, note] };
}

function pipelineOf(resource: TerraformResource, scope: Parameters<typeof evaluateBody>[1]): FoundPipeline {
  const { body, position, name, remainder } = resource;
  const { declaration, tags } = declarationOf(evaluateBody(body, scope, position));
  const left = META_ARGUMENTS.filter(
    (argument) => body.attributes.has(argument) || body.blocks.some(({ type }) => type === argument),
  );
  const loops = dynamicBlocksIn(declaration);
  return {
    declaration,
    tags,
    fallbackName: name,
    notes: [
      ...(left.length > 0 ? [`${left.join(", ")} of ${name} was left out: only Terraform knows it.`] : []),
      ...(loops > 0
        ? [
            loops === 1
              ? "A dynamic block repeats over what the file does not tell, and was not read."
              : `${loops} dynamic blocks repeat over what the file does not tell, and were not read.`,
          ]
        : []),
    ],
    ...(remainder && { remainder }),
  };
}

function dynamicBlocksIn(node: SourceNode): number {
  const own = node.omissions?.length ?? 0;
  if (node.kind === "list") return node.items.reduce((sum, item) => sum + dynamicBlocksIn(item), own);
  return node.kind === "map" ? [...node.entries.values()].reduce((sum, item) => sum + dynamicBlocksIn(item), own) : own;
}
