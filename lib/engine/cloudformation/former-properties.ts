import type { Properties, ResourceHandler } from "./resources/resource-handler";
import { resourceOf, type StackRecord, type StackResource } from "./stack-record";
import { StackTemplate, type TemplateWorld } from "./stack-template";
import { SIMULATED, type ReferredResource } from "./template/evaluate";
import type { OrderedResource } from "./template/resource-order";
import { TemplateError } from "./template/template-error";

/** What a stack is held against to tell what would change in it. */
export interface PlanWorld {
  findHandler(type: string): ResourceHandler;
  /** The value of another stack's export. */
  findExport(name: string): string | null;
}

/** What the properties of a stack's resources are, by logical id: its template says so. */
export function formerProperties(
  { content, resources, ...stack }: StackRecord,
  world: PlanWorld,
): ReadonlyMap<string, Properties> {
  if (content === null) return new Map();
  const template = new StackTemplate(content, stack);
  const at: TemplateWorld = {
    findResource: (logicalId) => referred(resourceOf({ resources }, logicalId), world),
    findExport: (name) => world.findExport(name),
  };
  const present = template.resources(at).filter(({ logicalId }) => Object.hasOwn(resources, logicalId));
  return new Map(present.flatMap((item) => knownProperties(item, template, at)));
}

/** None of what an update that was cut short left half made. */
function knownProperties(item: OrderedResource, template: StackTemplate, at: TemplateWorld) {
  try {
    return [[item.logicalId, template.propertiesOf(item, at)] as const];
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** A resource as others refer to it. */
export function referred(
  resource: StackResource | undefined,
  { findHandler }: Pick<PlanWorld, "findHandler">,
): ReferredResource | null {
  if (!resource) return null;
  const { physicalId, attributes, type } = resource;
  return { ref: physicalId, attributes, ...(!findHandler(type).isReal && { unknownAttribute: SIMULATED }) };
}
