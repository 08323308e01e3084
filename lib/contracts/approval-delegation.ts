import { z } from "zod";
import { DELEGATION_STATUSES } from "@/lib/pipeline/approvals/delegation";

const person = z.object({ id: z.string(), name: z.string() });

const pipelineName = z.object({ connection: z.string(), pipelineName: z.string() });

/** A right to approve, handed over for a time. */
export const delegation = z.object({
  id: z.string(),
  delegator: person,
  delegate: person,
  /** Null: every pipeline. Those that are gone are left out, so it can be empty. */
  pipelines: z.array(pipelineName).nullable(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  reason: z.string(),
  status: z.enum(DELEGATION_STATUSES),
  revokedByName: z.string().nullable(),
  /** Whether the viewer may take it back. */
  canRevoke: z.boolean(),
});
export type Delegation = z.infer<typeof delegation>;

/** What concerns the viewer; admins see everybody's. The latest to end first. */
export const delegationList = z.object({
  delegations: z.array(delegation),
  /** Whether the viewer has a right to hand over. */
  mayDelegate: z.boolean(),
  /** To whom. */
  people: z.array(person.extend({ email: z.string(), role: z.string() })),
  /** Pipelines with an approval, by connection and name. */
  pipelines: z.array(pipelineName.extend({ id: z.string() })),
});
export type DelegationList = z.infer<typeof delegationList>;

/** `from` in the past means now. */
export const delegationToCreate = z.object({
  delegateId: z.string(),
  pipelineIds: z.array(z.string()).nullable(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  reason: z.string(),
});
export type DelegationToCreate = z.infer<typeof delegationToCreate>;
