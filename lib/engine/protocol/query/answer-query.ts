import type { Clock } from "@/lib/clock";
import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError, type AwsExceptionName } from "../../aws-service-error";
import type { Caller } from "../caller";
import { checkInput } from "../check-input";
import { ENGINE_FAULT } from "../error-response";
import { readAuthorization } from "../read-authorization";
import type { ReadRequest } from "../read-request";
import { verifySignature, type VerifyOptions } from "../verify-signature";
import { xmlText } from "../xml-text";
import type { QueryService } from "./query-service";
import { readForm } from "./read-form";
import { writeXml } from "./xml-value";

export interface QueryOptions extends Pick<VerifyOptions, "region" | "findCredential"> {
  readonly services: readonly QueryService[];
  readonly clock: Clock;
  readonly requestId: string;
  /** Refuses what the keys of a session are not good for. */
  checkScope(caller: Caller, service: QueryService): void;
  /** Makes the call slow or fail, if somebody has asked for it. */
  beforeAction(action: string, service: QueryService): Promise<void>;
  onFault(error: unknown, requestId: string): void;
}

/** Answers AWS's query protocol, which STS and CloudFormation speak: a signed form in, XML out. */
export async function answerQuery(request: ReadRequest, options: QueryOptions): Promise<Response> {
  const { requestId } = options;
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const service = options.services.find(({ version }) => version === form.get("Version"));
  try {
    if (!service) throw noSuchAction(form, ": the local engine has nothing of this service. Use a connection to AWS");
    const action = form.get("Action") ?? "";
    const caller = verifySignature(request, {
      ...options,
      signingName: service.signingName,
      nowAt: options.clock.now(),
    });
    const shapeName = entryOf(service.inputs, action);
    if (shapeName === undefined) throw noSuchAction(form);
    options.checkScope(caller, service);
    await options.beforeAction(action, service);
    const input = checkInput(service.shapes, shapeName, readForm(service.shapes, shapeName, form));
    const { accessKeyId } = readAuthorization(request.headers, request.url);
    const result = await service.invoke(action, input, { caller, accessKeyId, requestId });
    const written = result === undefined ? "" : `<${action}Result>${writeXml(result)}</${action}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return xml(
      200,
      requestId,
      `<${action}Response xmlns="${service.namespace}">${written}${metadata}</${action}Response>`,
    );
  } catch (error) {
    if (!(error instanceof AwsServiceError)) options.onFault(error, requestId);
    return errorXml(error instanceof AwsServiceError ? error : ENGINE_FAULT, service, requestId);
  }
}

/** Which services there are is no secret: a signature cannot be checked for one that is not known. */
function noSuchAction(form: URLSearchParams, why = ""): AwsServiceError {
  const [action, version] = [form.get("Action"), form.get("Version")];
  if (action === null) {
    return new AwsServiceError("InvalidAction", "The request has neither an X-Amz-Target nor a form with an Action.");
  }
  return new AwsServiceError("InvalidAction", `Could not find operation ${action} for version ${version}${why}`);
}

function errorXml({ exception, message }: AwsServiceError, service: QueryService | undefined, requestId: string) {
  const status = STATUSES[exception] ?? 400;
  const type = status >= 500 ? "Receiver" : "Sender";
  const code = QUERY_NAMES[exception] ?? exception;
  const namespace = service ? ` xmlns="${service.namespace}"` : "";
  return xml(
    status,
    requestId,
    `<ErrorResponse${namespace}><Error><Type>${type}</Type><Code>${code}</Code>` +
      `<Message>${xmlText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** The query protocol has names of its own for what a signature and an input can get wrong. */
const QUERY_NAMES: Readonly<Partial<Record<AwsExceptionName, string>>> = {
  AccessDeniedException: "AccessDenied",
  ExpiredTokenException: "ExpiredToken",
  IncompleteSignatureException: "IncompleteSignature",
  InvalidSignatureException: "SignatureDoesNotMatch",
  MissingAuthenticationTokenException: "MissingAuthenticationToken",
  SerializationException: "MalformedInput",
  ThrottlingException: "Throttling",
  UnrecognizedClientException: "InvalidClientTokenId",
  ValidationException: "ValidationError",
};

/** All others are 400. */
const STATUSES: Readonly<Partial<Record<AwsExceptionName, number>>> = {
  AccessDeniedException: 403,
  ChangeSetNotFound: 404,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InternalFailure: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ServiceUnavailable: 503,
  UnrecognizedClientException: 403,
};

function xml(status: number, requestId: string, body: string): Response {
  return new Response(body, { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId } });
}
