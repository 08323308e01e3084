import { referencesIn } from "./check-references";
import type { Template, TemplateResource } from "./read-template";
import { TemplateError } from "./template-error";

export interface OrderedResource {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  /** Logical ids of those that have to be there before. */
  readonly needs: readonly string[];
}

/** Pipelines name the types of their actions without referring to them. */
const FIRST = "AWS::CodePipeline::CustomActionType";

/**
 * Resources in the order in which they can be made: each after those that it refers to or depends on, else custom action
 * types before all others, and the rest as written.
 * @param isActive whether the condition of a resource holds; the others are left out
 * @throws TemplateError for resources that need each other in a circle
 */
export function resourceOrder(
  template: Template,
  isActive: (resource: TemplateResource) => boolean,
): OrderedResource[] {
  const all = Object.entries(template.Resources).filter(([, resource]) => isActive(resource));
  const active = new Map([
    ...all.filter(([, { Type }]) => Type === FIRST),
    ...all.filter(([, { Type }]) => Type !== FIRST),
  ]);
  const ordered: OrderedResource[] = [];
  const states = new Map<string, "open" | "done">();
  // By a stack of its own: a chain of resources may be longer than the process's stack takes.
  for (const first of active.keys()) {
    const path: { readonly logicalId: string; readonly waiting: string[]; readonly needs: readonly string[] }[] = [];
    const enter = (logicalId: string): void => {
      const needs = needsOf(logicalId, active);
      states.set(logicalId, "open");
      path.push({ logicalId, waiting: [...needs], needs });
    };
    if (!states.has(first)) enter(first);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.waiting.shift();
      if (next === undefined) {
        const resource = active.get(top.logicalId);
        if (resource) ordered.push({ logicalId: top.logicalId, resource, needs: top.needs });
        states.set(top.logicalId, "done");
        path.pop();
      } else if (states.get(next) === "open") {
        const circle = path.map(({ logicalId }) => logicalId);
        throw new TemplateError(
          `Circular dependency between resources: [${circle.slice(circle.indexOf(next)).join(", ")}]`,
        );
      } else if (!states.has(next)) enter(next);
    }
  }
  return ordered;
}

function needsOf(logicalId: string, active: ReadonlyMap<string, TemplateResource>): readonly string[] {
  const resource = active.get(logicalId);
  const dependsOn = resource?.DependsOn ?? [];
  const named = [...(typeof dependsOn === "string" ? [dependsOn] : dependsOn), ...referencesIn(resource?.Properties)];
  return [...new Set(named)].filter((name) => active.has(name));
}
