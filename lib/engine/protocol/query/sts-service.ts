import { createHash } from "node:crypto";
import { AwsServiceError } from "../../aws-service-error";
import { sessionPrincipalArn, type Sessions } from "../../session-credentials";
import type { ShapeTable } from "../shape";
import type { QueryContext, QueryService } from "./query-service";
import type { XmlValue } from "./xml-value";

const SHAPES: ShapeTable = {
  GetCallerIdentityRequest: { type: "structure", members: {} },
  AssumeRoleRequest: {
    type: "structure",
    members: { RoleArn: "RoleArn", RoleSessionName: "RoleSessionName", DurationSeconds: "DurationSeconds" },
    required: ["RoleArn", "RoleSessionName"],
  },
  RoleArn: { type: "string", min: 20, max: 2048 },
  RoleSessionName: { type: "string", min: 2, max: 64, pattern: "[\\w+=,.@-]*" },
  DurationSeconds: { type: "integer", min: 900, max: 43_200 },
};

interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
}

const DEFAULT_SECONDS = 3_600;

/**
 * STS as far as clients need it to find out who they are. There is no IAM here: any role of the account can be assumed,
 * and its keys are good for what the caller's own are good for. Conditions, policies and external ids are not looked at.
 */
export function stsService(sessions: Sessions): QueryService {
  return {
    version: "2011-06-15",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    signingName: "sts",
    // GetCallerIdentity takes no permission, and AssumeRole looks itself at who asks.
    isForAnyKeys: true,
    shapes: SHAPES,
    inputs: { GetCallerIdentity: "GetCallerIdentityRequest", AssumeRole: "AssumeRoleRequest" },
    async invoke(action, input, context) {
      // The cast holds: the input was checked against the shape of its action.
      return action === "AssumeRole" ? assumeRole(input as AssumeRoleInput, context, sessions) : identityOf(context);
    },
  };
}

function identityOf({ caller, accessKeyId }: QueryContext): XmlValue {
  const { scope, principalArn, accountId } = caller;
  const userId = scope?.kind === "role" ? assumedRoleId(scope.roleName, scope.roleSessionName) : accessKeyId;
  return { Arn: principalArn, UserId: userId, Account: accountId };
}

function assumeRole(
  { RoleArn, RoleSessionName, DurationSeconds = DEFAULT_SECONDS }: AssumeRoleInput,
  { caller }: QueryContext,
  sessions: Sessions,
): XmlValue {
  const [, account, path] = /^arn:aws[\w-]*:iam::(\d{12}):role\/([\w+=,.@/-]{1,512})$/.exec(RoleArn) ?? [];
  if (account === undefined || path === undefined) {
    throw new AwsServiceError("ValidationException", `${RoleArn} is invalid`);
  }
  const mayAssume = caller.scope === undefined || caller.scope.kind === "role";
  if (account !== caller.accountId || !mayAssume) {
    throw new AwsServiceError(
      "AccessDeniedException",
      `User: ${caller.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
  }
  const roleName = path.split("/").at(-1) ?? path;
  const scope = { kind: "role", roleName, roleSessionName: RoleSessionName } as const;
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = sessions.issue(scope, DurationSeconds * 1_000);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiresAt).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: assumedRoleId(roleName, RoleSessionName),
      Arn: sessionPrincipalArn(scope, caller.accountId),
    },
    PackedPolicySize: 0,
  };
}

/** A role's unique id; here it follows from its name. */
function assumedRoleId(roleName: string, roleSessionName: string): string {
  const letters = createHash("sha256").update(roleName).digest("hex").slice(0, 17).toUpperCase();
  return `AROA${letters}:${roleSessionName}`;
}
