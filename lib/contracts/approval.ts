import { z } from "zod";
import { sourceRevision } from "./execution-summary";

/** The service records at most this much with a decision. @see API_ApprovalResult */
export const APPROVAL_SUMMARY_LENGTH = 512;

export const approvalStatus = z.enum(["Approved", "Rejected"]);

/** What the policy of an action asks for, and how far this request has come. */
export const approvalStanding = z.object({
  required: z.number().int(),
  /** Votes that approve and count. */
  approvals: z.number().int(),
  /** Who may approve, in words. */
  from: z.array(z.string()),
  excludesAuthor: z.boolean(),
  /** In words; null: at any time. */
  hours: z.string().nullable(),
  authors: z.array(z.string()),
  /** Source actions that tell no author. */
  unknownAuthors: z.array(z.string()),
  votes: z.array(
    z.object({
      name: z.string(),
      status: approvalStatus,
      comment: z.string(),
      at: z.iso.datetime(),
      /** False once the person lost the right to it. */
      counts: z.boolean(),
      isOwn: z.boolean(),
    }),
  ),
  /** Why the viewer may not do so now. */
  refusals: z.object({ Approved: z.string().nullable(), Rejected: z.string().nullable() }),
  /** Decided, and on its way to the connection. */
  decision: approvalStatus.nullable(),
});
export type ApprovalStanding = z.infer<typeof approvalStanding>;

/** A manual approval that waits now. */
export const approval = z.object({
  connection: z.string(),
  pipelineName: z.string(),
  pipelineExecutionId: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  actionExecutionId: z.string(),
  /** What a decision must carry: it can answer this request and no other. Null for who may not approve. */
  token: z.string().nullable(),
  waitingSince: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  customData: z.string().nullable(),
  externalEntityLink: z.string().nullable(),
  sourceRevisions: z.array(sourceRevision),
  startedAt: z.iso.datetime(),
  /** An execution that waits in front of the same stage. */
  newerExecutionId: z.string().nullable(),
  /** False while others wait in between, as in QUEUED mode: then a rejection lets one of those through first. */
  isNewestNext: z.boolean(),
  /** Null where no policy applies: then one approval by anybody who may approve is enough. */
  standing: approvalStanding.nullable(),
  isDemo: z.boolean(),
});
export type Approval = z.infer<typeof approval>;

/** The longest waiting first. */
export const approvalList = z.object({ approvals: z.array(approval) });

export const approvalDecision = z.object({
  stageName: z.string(),
  actionName: z.string(),
  token: z.string(),
  status: approvalStatus,
  comment: z.string().max(APPROVAL_SUMMARY_LENGTH),
});
export type ApprovalDecision = z.infer<typeof approvalDecision>;

export const approvalResult = z.object({
  /** When the connection took the decision. Null while approvals are missing, or another request is sending it. */
  approvedAt: z.iso.datetime().nullable(),
  /** What was recorded there; empty while nothing was sent. */
  summary: z.string(),
  /** How many more approvals the policy asks for before anything is sent. */
  missing: z.number().int(),
});
export type ApprovalResult = z.infer<typeof approvalResult>;
