import { z } from "zod";
import { EXECUTION_MODES } from "@/lib/pipeline/declaration";
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
      /** Whose right the vote uses; null: the person's own. */
      onBehalfOf: z.string().nullable(),
      status: approvalStatus,
      comment: z.string(),
      at: z.iso.datetime(),
      /** False once the right to it was lost, and for a right that counts already. */
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

const otherExecution = z.object({
  pipelineExecutionId: z.string(),
  startedAt: z.iso.datetime(),
  sourceRevisions: z.array(sourceRevision),
});

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
  /** Who handed the right over that the viewer would answer with; null: their own. */
  onBehalfOf: z.object({ id: z.string(), name: z.string(), until: z.iso.datetime(), reason: z.string() }).nullable(),
  /** So many characters of a comment can be taken. */
  commentLength: z.number().int(),
  waitingSince: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  customData: z.string().nullable(),
  externalEntityLink: z.string().nullable(),
  sourceRevisions: z.array(sourceRevision),
  startedAt: z.iso.datetime(),
  /** How executions of this pipeline share its stages; null while it is not known. */
  executionMode: z.enum(EXECUTION_MODES).nullable(),
  /** Executions that wait in front of the same stage, in the order in which they will enter it. None in PARALLEL mode. */
  behind: z.array(otherExecution),
  /** In PARALLEL mode: newer executions that wait for the same approval, the oldest first. Nothing holds them up. */
  beside: z.array(otherExecution),
  /** What else has not ended in this stage of this execution: the stage stays taken until all of it has. */
  alsoRunning: z.array(
    z.object({
      actionName: z.string(),
      actionExecutionId: z.string(),
      /** Of another approval that waits; null for any other action. */
      approval: z
        .object({
          /** Null for who may not reject it. */
          token: z.string().nullable(),
          onBehalfOf: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  /** Null where no policy applies: then one approval by anybody who may approve is enough. */
  standing: approvalStanding.nullable(),
  isDemo: z.boolean(),
});
export type Approval = z.infer<typeof approval>;

/** The longest waiting first. */
export const approvalList = z.object({ approvals: z.array(approval) });

/** A request that waits no more, wherever it was answered. */
export const decidedApproval = approval
  .pick({
    connection: true,
    pipelineName: true,
    pipelineExecutionId: true,
    stageName: true,
    actionName: true,
    actionExecutionId: true,
    waitingSince: true,
    startedAt: true,
    sourceRevisions: true,
    isDemo: true,
  })
  .extend({
    status: z.enum(["Succeeded", "Failed", "Abandoned"]),
    lastUpdatedAt: z.iso.datetime(),
    /** As the connection recorded it: an ARN, mostly. */
    updatedBy: z.string().nullable(),
    summary: z.string().nullable(),
    errorMessage: z.string().nullable(),
  });
export type DecidedApproval = z.infer<typeof decidedApproval>;

/** The latest first. */
export const decidedApprovalList = z.object({ approvals: z.array(decidedApproval), hasOlder: z.boolean() });

export const approvalDecision = z.object({
  stageName: z.string(),
  actionName: z.string(),
  token: z.string(),
  status: approvalStatus,
  comment: z.string().max(APPROVAL_SUMMARY_LENGTH),
  /** In whose name, as it was shown: an id, or null for the person's own. Absent: whichever right the person has. */
  onBehalfOf: z.uuid().nullable().optional(),
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
