import { isDeepStrictEqual } from "node:util";
import { formerProperties, referred, type PlanWorld } from "./former-properties";
import { isReplacement, type Properties } from "./resources/resource-handler";
import { isUnsure, resourceOf, type ResourceChange, type StackContent, type StackRecord } from "./stack-record";
import { StackTemplate, type TemplateWorld } from "./stack-template";
import { AFTER_APPLY, type ReferredResource } from "./template/evaluate";

interface Plan {
  readonly changes: readonly ResourceChange[];
  /** False: the stack would stay as it is, tags and outputs included. */
  readonly hasChanges: boolean;
}

/** What a content would change in a stack. Nothing is done. @throws TemplateError */
export function planChanges(stack: StackRecord, content: StackContent, world: PlanWorld): Plan {
  const template = new StackTemplate(content, stack);
  const former = formerProperties(stack, world);
  const changed = new Map<string, ResourceChange>();
  const at: TemplateWorld = {
    findResource: (logicalId) => plannedReference(logicalId, stack, { template, changed, world }),
    findExport: (name) => world.findExport(name),
  };
  template.checkRules(at);
  const order = template.resources(at);
  for (const item of order) {
    const change = changeOf(item.logicalId, item.resource.Type, {
      before: former.get(item.logicalId),
      after: template.propertiesOf(item, at),
      stack,
      world,
    });
    if (change) changed.set(item.logicalId, change);
  }
  const removed = Object.entries(stack.resources)
    .filter(([logicalId]) => !order.some((item) => item.logicalId === logicalId))
    .map(
      ([logicalId, { type, physicalId }]) =>
        ({ action: "Remove", logicalId, type, physicalId, properties: [] }) as const,
    );
  const isSameElse = isSameBeside(stack, content, { template, at });
  const changes = [...changed.values(), ...removed];
  return { changes, hasChanges: changes.length > 0 || !isSameElse || isUnsure(stack) };
}

/** What counts beside properties: tags, outputs, policies, conditions and metadata of resources. */
function isSameBeside(
  { content, outputs }: StackRecord,
  next: StackContent,
  { template, at }: { readonly template: StackTemplate; readonly at: TemplateWorld },
): boolean {
  const planned = template.outputs(at);
  if (content === null) return false;
  return (
    isDeepStrictEqual(content.tags, next.tags) &&
    isDeepStrictEqual(outputs, planned) &&
    isDeepStrictEqual(attributesOf(content.templateBody), attributesOf(next.templateBody))
  );
}

/** Resources without what is compared by its value, and the description of the whole. */
function attributesOf(templateBody: string): unknown {
  const { template } = new StackTemplate({ templateBody, parameters: {}, resolved: {} }, NOWHERE);
  const resources = Object.entries(template.Resources).map(([logicalId, { Properties: _properties, ...rest }]) => [
    logicalId,
    rest,
  ]);
  return [template.Description, Object.fromEntries(resources)];
}

const NOWHERE = { stackName: "", stackId: "", region: "", accountId: "" };

function changeOf(
  logicalId: string,
  type: string,
  {
    before,
    after,
    stack,
    world,
  }: {
    readonly before: Properties | undefined;
    readonly after: Properties;
    readonly stack: StackRecord;
    readonly world: PlanWorld;
  },
): ResourceChange | null {
  const existing = resourceOf(stack, logicalId);
  // What an update left half made is made anew.
  if (!existing || existing.status === "CREATE_FAILED") return { action: "Add", logicalId, type, properties: [] };
  const former = { ...before, ...existing.fixed };
  const names = new Set([...Object.keys(former), ...Object.keys(after)]);
  const properties = [...names].filter((name) => !isDeepStrictEqual(former[name], after[name]));
  const isOtherType = existing.type !== type;
  if (properties.length === 0 && !isOtherType) return null;
  const isReplaced = isOtherType || isReplacement(world.findHandler(type), former, after);
  return { action: "Modify", logicalId, type, physicalId: existing.physicalId, isReplaced, properties };
}

/** What a resource is called that is not there yet, or will be another, is known when it is made. */
function plannedReference(
  logicalId: string,
  stack: StackRecord,
  {
    template,
    changed,
    world,
  }: {
    readonly template: StackTemplate;
    readonly changed: ReadonlyMap<string, ResourceChange>;
    readonly world: PlanWorld;
  },
): ReferredResource | null {
  const change = changed.get(logicalId);
  if (!Object.hasOwn(template.template.Resources, logicalId)) return null;
  if (change?.action === "Add" || change?.isReplaced) {
    return { ref: AFTER_APPLY, attributes: {}, unknownAttribute: AFTER_APPLY };
  }
  return referred(resourceOf(stack, logicalId), world);
}
