import type { Clock } from "@/lib/clock";
import type { Ids } from "../ids";
import {
  resourceOf,
  type ResourceStatus,
  type StackRecord,
  type StackResource,
  type StackStatus,
} from "./stack-record";
import type { StackTable } from "./stack-table";

const STACK_TYPE = "AWS::CloudFormation::Stack";
/** A stack that is updated every day keeps its events for half a year. */
const MOST_EVENTS = 2_000;

export interface ProgressOptions {
  readonly table: Pick<StackTable, "putStack">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clientRequestToken?: string;
}

/** A stack while it is worked on: every change of a status is an event. */
export class StackProgress {
  #record: StackRecord;
  readonly #options: ProgressOptions;

  constructor(record: StackRecord, options: ProgressOptions) {
    this.#record = record;
    this.#options = options;
  }

  get record(): StackRecord {
    return this.#record;
  }

  change(members: Partial<StackRecord>): void {
    this.#record = { ...this.#record, ...members };
  }

  setStatus(status: StackStatus, reason?: string): void {
    const { statusReason: _before, ...record } = this.#record;
    this.#record = { ...record, status, ...(reason !== undefined && { statusReason: reason }) };
    const { stackName, stackId } = this.#record;
    this.#event({ logicalId: stackName, physicalId: stackId, type: STACK_TYPE, status, reason });
  }

  setResource(logicalId: string, resource: Omit<StackResource, "changedAt">): void {
    this.putResource(logicalId, { ...resource, changedAt: this.#options.clock.now() });
    this.tell(logicalId, resource, resource);
  }

  /** Changes what is known of a resource whose status nobody is told of. */
  putResource(logicalId: string, resource: StackResource): void {
    this.change({ resources: { ...this.#record.resources, [logicalId]: resource } });
  }

  /** Of what a stack has under a logical id, what has been replaced last takes its place again, if that is still there. */
  forgetResource(logicalId: string): void {
    const { [logicalId]: gone, ...resources } = this.#record.resources;
    const [replaced, ...others] = gone?.replaced ?? [];
    this.change({
      resources: replaced ? { ...resources, [logicalId]: { ...replaced, replaced: others } } : resources,
    });
  }

  forgetReplaced(logicalId: string, { type, physicalId }: Pick<StackResource, "type" | "physicalId">): void {
    const current = resourceOf(this.#record, logicalId);
    if (!current) return;
    const replaced = (current.replaced ?? []).filter((one) => one.type !== type || one.physicalId !== physicalId);
    this.putResource(logicalId, { ...current, replaced });
  }

  /** An event of a resource that is not, or no longer, what the stack has under its logical id. */
  tell(
    logicalId: string,
    { type, physicalId }: Pick<StackResource, "type" | "physicalId">,
    { status, reason }: { readonly status: ResourceStatus; readonly reason?: string | undefined },
  ): void {
    this.#event({ logicalId, physicalId, type, status, reason });
  }

  async save(): Promise<void> {
    await this.#options.table.putStack(this.#record);
  }

  #event(event: {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
    readonly status: StackStatus | ResourceStatus;
    readonly reason: string | undefined;
  }): void {
    const { clock, ids, clientRequestToken } = this.#options;
    const { reason, ...rest } = event;
    const made = {
      eventId: ids.next(),
      ...rest,
      at: clock.now(),
      ...(reason !== undefined && { reason }),
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    };
    this.change({ events: [...this.#record.events, made].slice(-MOST_EVENTS) });
  }
}
