import { AwsServiceError } from "../aws-service-error";
import type { ReadRequest } from "./read-request";
import { verifySignature, type VerifyOptions } from "./verify-signature";
import { xmlText } from "./xml-text";
import type { Clock } from "@/lib/clock";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

export interface StsOptions extends Pick<VerifyOptions, "region" | "findCredential"> {
  readonly clock: Clock;
  readonly requestId: string;
}

/**
 * STS GetCallerIdentity, which tells a client whose keys it holds. STS speaks AWS's query protocol: a form in, XML out.
 * Its other actions are refused.
 */
export function answerSts(request: ReadRequest, options: StsOptions): Response {
  try {
    const form = new URLSearchParams(new TextDecoder().decode(request.body));
    const caller = verifySignature(request, { ...options, signingName: "sts", nowAt: options.clock.now() });
    if (form.get("Action") !== "GetCallerIdentity") {
      throw new AwsServiceError("InvalidAction", `The local engine has no action ${form.get("Action")}.`);
    }
    const accessKeyId = /Credential=([^/]+)/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    return xml(
      200,
      options.requestId,
      `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>` +
        `<Arn>${xmlText(caller.principalArn)}</Arn><UserId>${xmlText(accessKeyId)}</UserId><Account>${caller.accountId}</Account>` +
        `</GetCallerIdentityResult>${metadata(options.requestId)}</GetCallerIdentityResponse>`,
    );
  } catch (error) {
    if (!(error instanceof AwsServiceError)) throw error;
    return xml(
      403,
      options.requestId,
      `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${QUERY_NAMES[error.exception] ?? error.exception}</Code>` +
        `<Message>${xmlText(error.message)}</Message></Error><RequestId>${options.requestId}</RequestId></ErrorResponse>`,
    );
  }
}

/** The query protocol has names of its own for what a signature can get wrong. */
const QUERY_NAMES: Readonly<Record<string, string>> = {
  InvalidSignatureException: "SignatureDoesNotMatch",
  MissingAuthenticationTokenException: "MissingAuthenticationToken",
  IncompleteSignatureException: "IncompleteSignature",
  UnrecognizedClientException: "InvalidClientTokenId",
};

function metadata(requestId: string): string {
  return `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
}

function xml(status: number, requestId: string, body: string): Response {
  return new Response(body, { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId } });
}
