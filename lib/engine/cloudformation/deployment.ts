import { isDeepStrictEqual } from "node:util";
import { formerProperties, referred, type PlanWorld } from "./former-properties";
import { removeResources } from "./remove-resources";
import {
  HandlerFailure,
  isReplacement,
  type HandlerContext,
  type Properties,
  type ResourceHandler,
} from "./resources/resource-handler";
import { StackFailure } from "./stack-failure";
import type { StackProgress } from "./stack-progress";
import {
  allResources,
  resourceOf,
  type StackContent,
  type StackOutput,
  type StackRecord,
  type StackResource,
} from "./stack-record";
import { StackTemplate, type TemplateWorld } from "./stack-template";
import type { OrderedResource } from "./template/resource-order";
import { TemplateError } from "./template/template-error";

export interface DeploymentWorld extends PlanWorld {
  readonly principalArn: string;
  /** An update was cut short before: nobody knows which resources are as the stack's template has them. */
  readonly isUnsure: boolean;
  newId(): string;
}

/** What takes a step of a deployment back. */
type Undo = () => Promise<void>;

/**
 * Brings a stack to what a content says: makes, changes and replaces resources in the order of their needs, works out
 * the outputs, then deletes what is no longer part of it.
 */
export class Deployment {
  readonly #progress: StackProgress;
  readonly #world: DeploymentWorld;
  readonly #before: StackRecord;
  readonly #content: StackContent;
  readonly #undo: Undo[] = [];
  readonly #imports = new Set<string>();

  constructor(progress: StackProgress, content: StackContent, world: DeploymentWorld) {
    this.#progress = progress;
    this.#before = progress.record;
    this.#content = content;
    this.#world = world;
  }

  /**
   * @param checkOutputs refuses outputs that cannot be, before anything is deleted
   * @throws StackFailure once something could not be made or changed; nothing is deleted then
   */
  async run(checkOutputs: (outputs: readonly StackOutput[]) => Promise<void>): Promise<void> {
    const template = new StackTemplate(this.#content, this.#before);
    const former = formerProperties(this.#before, this.#world);
    const order = template.resources(this.#templateWorld());
    for (const item of order) await this.#deploy(item, template, former.get(item.logicalId));
    const outputs = this.#outputsOf(template);
    await checkOutputs(outputs);
    this.#progress.change({ content: this.#content, outputs, imports: [...this.#imports] });
    const current = new Set(order.map(({ logicalId }) => logicalId));
    const gone = allResources(this.#progress.record).filter(
      ([logicalId, resource]) => !current.has(logicalId) || resource !== resourceOf(this.#progress.record, logicalId),
    );
    await removeResources(this.#progress, gone, this.#removalWorld());
    // What could not be deleted is told in the events, and is not the stack's any more.
    for (const [logicalId, resource] of gone) {
      if (current.has(logicalId)) this.#progress.forgetReplaced(logicalId, resource);
      else this.#progress.forgetResource(logicalId);
    }
  }

  /** Takes back what `run` has done. @returns the logical ids of what could not be */
  async rollBack(): Promise<readonly string[]> {
    const failed: string[] = [];
    for (const undo of this.#undo.toReversed()) {
      try {
        await undo();
      } catch (error) {
        if (!(error instanceof HandlerFailure)) throw error;
        failed.push(error.message);
      }
    }
    return failed;
  }

  async #deploy(item: OrderedResource, template: StackTemplate, former: Properties | undefined): Promise<void> {
    const { logicalId, resource } = item;
    let existing = resourceOf(this.#before, logicalId);
    try {
      const properties = template.propertiesOf(item, this.#templateWorld());
      const handler = this.#world.findHandler(resource.Type);
      if (existing?.status === "CREATE_FAILED") existing = await this.#withoutFailed(logicalId, existing);
      if (!existing) return await this.#create(item, properties, undefined);
      // One that an update left which was cut short may have no former properties, or others.
      const before = { ...(former ?? properties), ...existing.fixed };
      if (existing.type !== resource.Type || isReplacement(handler, before, properties)) {
        const earlier = existing.replaced?.find(
          (one) => one.type === resource.Type && isMadeWith(one, handler, properties),
        );
        if (!earlier) return await this.#create(item, properties, existing);
        existing = this.#reinstated(item, existing, earlier);
      }
      await this.#update(item, { before, after: properties }, existing);
    } catch (error) {
      if (!(error instanceof HandlerFailure) && !(error instanceof TemplateError)) throw error;
      this.#fail(item, existing, error.message);
    }
  }

  /** An update that goes back to what an earlier one has replaced finds that still there. */
  #reinstated({ logicalId, resource }: OrderedResource, current: StackResource, earlier: StackResource): StackResource {
    const others = (current.replaced ?? []).filter((one) => one !== earlier);
    const replaced = withReplaced({ ...current, replaced: others }, resource.UpdateReplacePolicy);
    const reinstated = { ...earlier, replaced };
    this.#progress.putResource(logicalId, reinstated);
    this.#undo.push(async () => this.#progress.putResource(logicalId, current));
    return reinstated;
  }

  /** What an update left half made that was cut short: it is deleted. @returns what it was to take the place of */
  async #withoutFailed(logicalId: string, half: StackResource): Promise<StackResource | undefined> {
    const deleted = { ...half, isRetained: false };
    const failed = await removeResources(this.#progress, [[logicalId, deleted]], this.#removalWorld());
    if (failed.length > 0) throw new HandlerFailure("What an earlier update left of it could not be deleted.");
    return resourceOf(this.#progress.record, logicalId);
  }

  async #create(item: OrderedResource, properties: Properties, replaced: StackResource | undefined): Promise<void> {
    const { logicalId, resource } = item;
    const handler = this.#world.findHandler(resource.Type);
    const blank: Omit<StackResource, "changedAt"> = {
      type: resource.Type,
      physicalId: "",
      attributes: {},
      status: "CREATE_IN_PROGRESS",
      needs: item.needs,
      isRetained: isRetained(resource.DeletionPolicy),
      fixed: Object.fromEntries(Object.entries(properties).filter(([name]) => handler.createOnly.includes(name))),
      ...(replaced && { replaced: withReplaced(replaced, resource.UpdateReplacePolicy) }),
    };
    this.#progress.setResource(logicalId, blank);
    const made = await handler.create(properties, this.#contextOf(logicalId), async (physicalId) => {
      this.#progress.setResource(logicalId, { ...blank, physicalId, reason: "Resource creation Initiated" });
      await this.#progress.save();
    });
    const { physicalId, attributes, note, isAdopted } = made;
    const isBuilt = { ...blank, physicalId, attributes, status: "CREATE_COMPLETE" as const };
    this.#progress.setResource(logicalId, {
      ...isBuilt,
      ...(note !== undefined && { reason: note }),
      ...(isAdopted && { isAdopted }),
    });
    if (handler.isReal) await this.#progress.save();
    this.#undo.push(async () => {
      const current = resourceOf(this.#progress.record, logicalId);
      const isKept = resource.DeletionPolicy === "Retain" && !replaced;
      if (current) await this.#takeBack(logicalId, { ...current, isRetained: isKept });
      if (replaced) this.#progress.setResource(logicalId, replaced);
    });
  }

  async #update(
    { logicalId, resource, needs }: OrderedResource,
    { before, after }: { readonly before: Properties; readonly after: Properties },
    existing: StackResource,
  ): Promise<void> {
    const handler = this.#world.findHandler(resource.Type);
    const kept = { ...existing, needs, isRetained: isRetained(resource.DeletionPolicy) };
    const hasTags = isDeepStrictEqual(this.#before.content?.tags, this.#content.tags);
    const isCertain = !handler.isReal || (hasTags && !this.#world.isUnsure);
    const isSame = isDeepStrictEqual(before, after) && isCertain;
    if (isSame || existing.isAdopted) {
      this.#progress.putResource(logicalId, kept);
      return;
    }
    // A change that fails may be half done, so that is taken back too.
    this.#undo.push(async () => {
      const current = resourceOf(this.#progress.record, logicalId) ?? kept;
      const back = { before: after, after: before, tagsBefore: this.#content.tags };
      await this.#change(logicalId, back, current, this.#before.content?.tags ?? []);
    });
    await this.#change(logicalId, { before, after, tagsBefore: this.#before.content?.tags ?? [] }, kept);
  }

  async #change(
    logicalId: string,
    change: { readonly before: Properties; readonly after: Properties; readonly tagsBefore: StackContent["tags"] },
    existing: StackResource,
    stackTags = this.#content.tags,
  ): Promise<void> {
    const { reason: _before, ...plain } = existing;
    const handler = this.#world.findHandler(existing.type);
    this.#progress.setResource(logicalId, { ...plain, status: "UPDATE_IN_PROGRESS" });
    const context = { ...this.#contextOf(logicalId), stackTags, tagsBefore: change.tagsBefore };
    const { attributes, note } = await handler.update({ physicalId: existing.physicalId, ...change }, context);
    this.#progress.setResource(logicalId, {
      ...plain,
      attributes: { ...existing.attributes, ...attributes },
      status: "UPDATE_COMPLETE",
      ...(note !== undefined && { reason: note }),
    });
    if (handler.isReal) await this.#progress.save();
  }

  async #takeBack(logicalId: string, resource: StackResource): Promise<void> {
    const failed = await removeResources(this.#progress, [[logicalId, resource]], this.#removalWorld());
    if (failed.length > 0) throw new HandlerFailure(`The following resource(s) failed to delete: [${logicalId}].`);
  }

  #fail({ logicalId, resource, needs }: OrderedResource, existing: StackResource | undefined, reason: string): never {
    const current = resourceOf(this.#progress.record, logicalId);
    const isCreation = !existing || current?.status === "CREATE_IN_PROGRESS";
    const status = isCreation ? "CREATE_FAILED" : "UPDATE_FAILED";
    const failed = {
      type: resource.Type,
      physicalId: "",
      attributes: {},
      needs,
      isRetained: false,
      status,
      reason,
    } as const;
    if (existing) {
      // What was there is there still.
      this.#progress.tell(logicalId, existing, { status, reason });
      this.#progress.putResource(logicalId, existing);
    } else {
      this.#progress.setResource(logicalId, failed);
      this.#undo.push(async () => this.#progress.forgetResource(logicalId));
    }
    const verb = isCreation ? "create" : "update";
    throw new StackFailure(`The following resource(s) failed to ${verb}: [${logicalId}].`);
  }

  #outputsOf(template: StackTemplate) {
    try {
      return template.outputs(this.#templateWorld());
    } catch (error) {
      if (error instanceof TemplateError) throw new StackFailure(error.message, { cause: error });
      throw error;
    }
  }

  #templateWorld(): TemplateWorld {
    return {
      findResource: (logicalId) => referred(resourceOf(this.#progress.record, logicalId), this.#world),
      findExport: (name) => {
        this.#imports.add(name);
        return this.#world.findExport(name);
      },
    };
  }

  #removalWorld() {
    return {
      findHandler: (type: string) => this.#world.findHandler(type),
      contextOf: (logicalId: string) => this.#contextOf(logicalId),
    };
  }

  #contextOf(logicalId: string): HandlerContext {
    const { stackName, accountId, region } = this.#before;
    const { principalArn, newId } = this.#world;
    return { logicalId, stackName, accountId, region, principalArn, stackTags: this.#content.tags, newId };
  }
}

/** A resource with those that it has taken the place of, as they wait to be deleted. */
function withReplaced({ replaced = [], ...resource }: StackResource, policy: string | undefined) {
  return [{ ...resource, isRetained: isRetained(policy) }, ...replaced];
}

function isMadeWith({ fixed = {} }: StackResource, handler: ResourceHandler, properties: Properties): boolean {
  return !isReplacement(handler, fixed, properties);
}

function isRetained(policy: string | undefined): boolean {
  return policy === "Retain" || policy === "RetainExceptOnCreate";
}
