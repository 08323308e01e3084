import { entryOf } from "@/lib/pipeline/entry-of";
import type { Tag } from "../store/store";

export const STACK_STATUSES = [
  "REVIEW_IN_PROGRESS",
  "CREATE_IN_PROGRESS",
  "CREATE_COMPLETE",
  "CREATE_FAILED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_COMPLETE",
  "ROLLBACK_FAILED",
  "UPDATE_IN_PROGRESS",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_IN_PROGRESS",
  "UPDATE_ROLLBACK_COMPLETE",
  "UPDATE_ROLLBACK_FAILED",
  "DELETE_IN_PROGRESS",
  "DELETE_FAILED",
  "DELETE_COMPLETE",
] as const;
export type StackStatus = (typeof STACK_STATUSES)[number];

export type ResourceStatus =
  | `${"CREATE" | "UPDATE" | "DELETE"}_${"IN_PROGRESS" | "COMPLETE" | "FAILED"}`
  | "DELETE_SKIPPED";

/** One resource of a stack, as it was made last. */
export interface StackResource {
  readonly type: string;
  /** What it is called, and what Ref gives. */
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: ResourceStatus;
  /** Why it failed; for a resource that is not really there, that it is simulated. */
  readonly reason?: string;
  readonly changedAt: number;
  /** Logical ids that it needed. */
  readonly needs: readonly string[];
  /** What becomes of it when it leaves the stack. */
  readonly isRetained: boolean;
  /** It was there before the stack, which leaves it as it is. */
  readonly isAdopted?: boolean;
  /** Properties that cannot be changed, as it was made with them. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** What it has taken the place of, until that is deleted: the last one first. */
  readonly replaced?: readonly StackResource[];
}

/** What a stack has under a logical id, which may be called as what every object has. */
export function resourceOf(
  { resources }: Pick<StackRecord, "resources">,
  logicalId: string,
): StackResource | undefined {
  return entryOf(resources, logicalId);
}

/** Resources by their logical ids, what they have taken the place of before each. */
export function allResources({
  resources,
}: Pick<StackRecord, "resources">): readonly (readonly [string, StackResource])[] {
  return Object.entries(resources).flatMap(([logicalId, resource]) =>
    [...(resource.replaced ?? []), resource].map((one) => [logicalId, one] as const),
  );
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

export interface StackEvent {
  readonly eventId: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: StackStatus | ResourceStatus;
  readonly reason?: string;
  readonly at: number;
  readonly clientRequestToken?: string;
}

/** A template with everything that decides what it comes to. */
export interface StackContent {
  readonly templateBody: string;
  readonly description?: string;
  /** Names of those that are never shown. */
  readonly secretParameters: readonly string[];
  /** As they were given or defaulted; of a parameter kept in SSM, its name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values of the parameters that are kept in SSM, as they were then. */
  readonly resolved: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
  readonly notificationArns: readonly string[];
}

export interface ResourceChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** Of a resource that is modified. */
  readonly isReplaced?: boolean;
  /** Names of the properties that differ. */
  readonly properties: readonly string[];
}

export interface ChangeSet {
  readonly changeSetId: string;
  readonly changeSetName: string;
  readonly changeSetType: "CREATE" | "UPDATE";
  readonly description?: string;
  readonly content: StackContent;
  readonly status: "CREATE_COMPLETE" | "FAILED";
  readonly statusReason?: string;
  readonly changes: readonly ResourceChange[];
  readonly onFailure?: OnFailure;
  readonly createdAt: number;
}

export type OnFailure = "DO_NOTHING" | "ROLLBACK" | "DELETE";

/** A stack with all that is known about it; one that was deleted is kept for as long as AWS keeps it. */
export interface StackRecord {
  readonly stackId: string;
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number;
  /** Null until its first change set runs. */
  readonly content: StackContent | null;
  readonly disableRollback: boolean;
  readonly isProtected: boolean;
  readonly resources: Readonly<Record<string, StackResource>>;
  readonly outputs: readonly StackOutput[];
  /** Names of the exports of other stacks that it uses. */
  readonly imports: readonly string[];
  /** Oldest first. */
  readonly events: readonly StackEvent[];
  readonly changeSets: readonly ChangeSet[];
  /** An update was cut short since the last that was whole: its resources may not be as its template has them. */
  readonly isUnsure?: boolean;
}

/** A stack in one of these can be deleted, and nothing else. */
const FAILED: readonly StackStatus[] = [
  "CREATE_FAILED",
  "ROLLBACK_COMPLETE",
  "ROLLBACK_FAILED",
  "UPDATE_ROLLBACK_FAILED",
  "DELETE_FAILED",
];

export function isFailed({ status }: Pick<StackRecord, "status">): boolean {
  return FAILED.includes(status);
}

/** Whether its resources may not be as its template has them, so that the next update has to put every one. */
export function isUnsure({ status, isUnsure: wasCutShort }: Pick<StackRecord, "status" | "isUnsure">): boolean {
  return status === "UPDATE_FAILED" || wasCutShort === true;
}

export function isDeleted({ status }: Pick<StackRecord, "status">): boolean {
  return status === "DELETE_COMPLETE";
}

/** Exists as CloudFormation counts it: a stack that waits for its first change set to run is still to be created. */
export function isCreated(found: StackRecord | null): found is StackRecord & { readonly content: StackContent } {
  return found !== null && found.content !== null;
}
