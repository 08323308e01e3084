import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import type { ApprovalDecision } from "@/lib/contracts/approval";
import { createConnection } from "@/lib/db/connections";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import type { ApprovalPolicy } from "@/lib/pipeline/approvals/approval-policy";
import { setApprovalPolicy } from "../approval-policies";
import { putApprovalResult } from "../put-approval-result";
import { approvalService } from "./approval-service";

const EXECUTION = randomUUID();
const ADDRESS = { connection: "test", pipelineName: "shop", pipelineExecutionId: EXECUTION };

interface Scene {
  readonly people: readonly Viewer[];
  /** Whose commit waits. */
  readonly author: Viewer;
  readonly admin: Viewer;
  readonly policy: ApprovalPolicy;
}

/** A database in which a commit waits for approval in a scripted service, anew for each test, under a policy. */
export function waitingPipeline({ people, author, admin, policy }: Scene) {
  const { db } = testDatabase();
  const service = approvalService();

  beforeAll(async () => {
    process.env["AWS_ACCESS_KEY_ID"] = "AKIDSCRIPTED";
    process.env["AWS_SECRET_ACCESS_KEY"] = "scripted";
    for (const { id, email, name, role } of people) {
      await db().user.create({ data: { id, email, name, role, passwordHash: "x" } });
    }
  });

  beforeEach(async () => {
    await db().connection.deleteMany();
    await db().auditEvent.deleteMany();
    await db().approvalDelegation.deleteMany();
    service.reset({ pipelineName: "shop", pipelineExecutionId: EXECUTION, authorEmail: author.email });
    await createConnection(db(), { ...TEST_CONNECTION, endpointUrl: service.url() });
    await service.store(db());
    await setApprovalPolicy(admin, ADDRESS, { stageName: "Production", actionName: "", policy });
  });

  return {
    db,
    service,
    address: ADDRESS,
    vote: (voter: Viewer, decision: Partial<ApprovalDecision> = {}) =>
      putApprovalResult(voter, ADDRESS, decisionOf({ token: service.token(), ...decision })),
    /** Long enough that a decision is sent again. */
    async letTimePass(): Promise<void> {
      const long = "INTERVAL '1 hour'";
      await db().$executeRawUnsafe(
        `UPDATE approval_request SET attempted_at = attempted_at - ${long}, decided_at = decided_at - ${long}`,
      );
    },
    async auditedActions(): Promise<string[]> {
      return (await db().auditEvent.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action);
    },
  };
}

export function decisionOf(decision: Partial<ApprovalDecision> & { readonly token: string }): ApprovalDecision {
  return { stageName: "Production", actionName: "Approve", status: "Approved", comment: "", ...decision };
}

export function person(name: string, role: Role): Viewer {
  return { id: randomUUID(), email: `${name.toLowerCase()}@example.com`, name, role };
}
