import { CodePipelineClient, CreatePipelineCommand, ListPipelinesCommand } from "@aws-sdk/client-codepipeline";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { AwsServiceError } from "../aws-service-error";
import { OPERATIONS, SHAPES, TARGET_PREFIX } from "./generated/service-shapes";
import { KEYS, protocolOptions } from "../testing/protocol-options";
import { createRequestHandler } from "./handle-request";
import { inProcess } from "./in-process";
import { modelledService } from "./json-service";

const NOW_AT = Date.UTC(2026, 10, 23, 6, 15);
const CALLER = {
  accountId: "000000000001",
  region: "us-east-1",
  principalArn: "arn:aws:iam::000000000001:user/penstock",
};

function startProtocol() {
  const faults: unknown[] = [];
  const calls: { name: string; input: unknown }[] = [];
  const handle = createRequestHandler(
    protocolOptions({
      services: [
        modelledService({
          targetPrefix: TARGET_PREFIX,
          signingName: "codepipeline",
          operations: OPERATIONS,
          shapes: SHAPES,
          findHandler: (name) => {
            if (name === "StopPipelineExecution") return null;
            return async (input, caller) => {
              calls.push({ name, input });
              if (name === "GetPipeline")
                throw new AwsServiceError("PipelineNotFoundException", "There is no such pipeline.");
              if (name === "DeletePipeline") return undefined;
              if (name === "GetPipelineState") throw new TypeError("secret detail");
              const created = 1_790_000_000.123;
              return {
                pipelines: [{ name: caller.principalArn, version: 1, created, internal: "hidden", updated: undefined }],
              };
            };
          },
        }),
      ],
      clock: new FakeClock(NOW_AT),
      newRequestId: () => "11111111-2222-4333-8444-555555555555",
      findCredential: (id) =>
        id === KEYS.accessKeyId ? { secretAccessKey: KEYS.secretAccessKey, caller: CALLER } : undefined,
      onFault: (error) => faults.push(error),
    }),
  );
  return { handle, faults, calls };
}

interface Call {
  readonly operation?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly keys?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly region?: string;
  readonly service?: string;
  readonly path?: string;
  readonly signedAt?: number;
  /** Applied after signing. */
  readonly tamper?: (headers: Record<string, string>) => void;
  readonly sentBody?: string;
}

async function signedRequest(call: Call): Promise<Request> {
  const signer = new SignatureV4({
    service: call.service ?? "codepipeline",
    region: call.region ?? "us-east-1",
    credentials: call.keys ?? KEYS,
    sha256: Sha256,
  });
  const body = call.body ?? "{}";
  const signed = await signer.sign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "127.0.0.1",
      port: 4510,
      path: call.path ?? "/",
      headers: {
        host: "127.0.0.1:4510",
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `${TARGET_PREFIX}.${call.operation ?? "ListPipelines"}`,
        ...call.headers,
      },
      body,
    },
    { signingDate: new Date(call.signedAt ?? NOW_AT) },
  );
  const headers = { ...signed.headers };
  call.tamper?.(headers);
  return new Request(`http://127.0.0.1:4510${call.path ?? "/"}`, {
    method: "POST",
    headers,
    body: call.sentBody ?? body,
  });
}

async function answerTo(call: Call) {
  const { handle, ...seen } = startProtocol();
  const response = await handle(await signedRequest(call));
  const text = await response.text();
  return {
    ...seen,
    response,
    text,
    status: response.status,
    json: text ? (JSON.parse(text) as Record<string, unknown>) : null,
  };
}

describe("a well signed request", () => {
  it("reaches the operation and answers with what the model declares", async () => {
    const { status, response, json } = await answerTo({});
    expect(status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("x-amzn-requestid")).toBe("11111111-2222-4333-8444-555555555555");
    expect(json).toEqual({ pipelines: [{ name: CALLER.principalArn, version: 1, created: 1_790_000_000.123 }] });
  });

  it("answers an operation without output with an empty body", async () => {
    const { status, text } = await answerTo({ operation: "DeletePipeline", body: '{"name":"shop"}' });
    expect({ status, text }).toEqual({ status: 200, text: "" });
  });

  it("is read by the SDK, dates included", async () => {
    const client = new CodePipelineClient({
      region: "us-east-1",
      endpoint: "http://127.0.0.1:4510",
      credentials: KEYS,
      systemClockOffset: NOW_AT - Date.now(),
      requestHandler: inProcess(startProtocol().handle),
    });
    const { pipelines, $metadata } = await client.send(new ListPipelinesCommand({}));
    expect(pipelines?.[0]?.created).toEqual(new Date(1_790_000_000_123));
    expect($metadata.requestId).toBe("11111111-2222-4333-8444-555555555555");
  });

  it("drops members the model does not know before the operation sees them", async () => {
    const { calls } = await answerTo({
      operation: "ListPipelines",
      body: '{"maxResults":5,"future":true,"nextToken":null}',
    });
    expect(calls).toEqual([{ name: "ListPipelines", input: { maxResults: 5 } }]);
  });
});

describe("a refused request", () => {
  const cases: { title: string; call: Call; exception: string; message: RegExp }[] = [
    {
      title: "without a signature",
      call: { tamper: (headers) => delete headers["authorization"] },
      exception: "MissingAuthenticationTokenException",
      message: /^Missing Authentication Token$/,
    },
    {
      title: "with a signature that lacks a part",
      call: { tamper: (headers) => (headers["authorization"] = "AWS4-HMAC-SHA256 SignedHeaders=host") },
      exception: "IncompleteSignatureException",
      message: /'Credential' parameter.*'Signature' parameter/,
    },
    {
      title: "from unknown keys",
      call: { keys: { accessKeyId: "AKIAOTHER", secretAccessKey: "x" } },
      exception: "UnrecognizedClientException",
      message: /^The security token included in the request is invalid\.$/,
    },
    {
      title: "with a session token the engine never gave",
      call: { keys: { ...KEYS, sessionToken: "session" } },
      exception: "UnrecognizedClientException",
      message: /security token/,
    },
    {
      title: "signed with another secret",
      call: { keys: { ...KEYS, secretAccessKey: "another" } },
      exception: "InvalidSignatureException",
      message: /^The request signature we calculated does not match/,
    },
    {
      title: "whose body was changed after signing",
      call: { body: '{"name":"a"}', sentBody: '{"name":"b"}', operation: "DeletePipeline" },
      exception: "InvalidSignatureException",
      message: /does not match/,
    },
    {
      title: "whose operation was changed after signing",
      call: { tamper: (headers) => (headers["x-amz-target"] = `${TARGET_PREFIX}.DeletePipeline`) },
      exception: "InvalidSignatureException",
      message: /does not match/,
    },
    {
      title: "carrying a meaningful header that is not signed",
      call: { tamper: (headers) => (headers["x-amz-note"] = "added") },
      exception: "InvalidSignatureException",
      message: /'x-amz-note' must be a 'SignedHeader'/,
    },
    {
      title: "signed for another region",
      call: { region: "eu-west-1" },
      exception: "InvalidSignatureException",
      message: /valid region, not 'eu-west-1'/,
    },
    {
      title: "signed for another service",
      call: { service: "codebuild" },
      exception: "InvalidSignatureException",
      message: /correct service: 'codepipeline'/,
    },
    {
      title: "signed more than 15 minutes ago",
      call: { signedAt: NOW_AT - 16 * 60_000 },
      exception: "InvalidSignatureException",
      message:
        /^Signature expired: 20261123T055900Z is now earlier than 20261123T060000Z \(20261123T061500Z - 15 min\.\)$/,
    },
    {
      title: "signed more than 15 minutes ahead",
      call: { signedAt: NOW_AT + 16 * 60_000 },
      exception: "InvalidSignatureException",
      message: /^Signature not yet current: 20261123T063100Z is still later than 20261123T063000Z/,
    },
    {
      title: "for an operation that does not exist",
      call: { operation: "ExplodePipeline" },
      exception: "UnknownOperationException",
      message: /ExplodePipeline/,
    },
    {
      title: "of another content type",
      call: { headers: { "content-type": "application/json" } },
      exception: "UnknownOperationException",
      message: /application\/x-amz-json-1\.1/,
    },
    {
      title: "for a modelled operation that is not built",
      call: { operation: "StopPipelineExecution" },
      exception: "UnsupportedOperationException",
      message: /does not support StopPipelineExecution/,
    },
    { title: "that is not JSON", call: { body: "{" }, exception: "SerializationException", message: /not valid JSON/ },
    {
      title: "with NUL in a text",
      call: { operation: "GetPipeline", body: String.raw`{"name":"shop\u0000"}` },
      exception: "SerializationException",
      message: /has NUL or half of a surrogate pair/,
    },
    {
      title: "with half of a surrogate pair in a text",
      call: { operation: "GetPipeline", body: String.raw`{"name":"shop\uD83D"}` },
      exception: "SerializationException",
      message: /has NUL or half of a surrogate pair/,
    },
    {
      title: "with an integer of more than 32 bits",
      call: { operation: "GetPipeline", body: '{"name":"shop","version":2147483648}' },
      exception: "SerializationException",
      message: /^NUMBER_VALUE can not be converted to an Integer$/,
    },
    {
      title: "with a value of the wrong type",
      call: { operation: "GetPipeline", body: '{"name":12}' },
      exception: "SerializationException",
      message: /^NUMBER_VALUE can not be converted to a String$/,
    },
    {
      title: "that the operation refuses",
      call: { operation: "GetPipeline", body: '{"name":"shop"}' },
      exception: "PipelineNotFoundException",
      message: /no such pipeline/,
    },
  ];

  it.each(cases)("is told why: $title", async ({ call, exception, message }) => {
    const { status, json, faults } = await answerTo(call);
    expect(json).toEqual({ __type: exception, message: expect.stringMatching(message) });
    expect(status).toBe(400);
    expect(faults).toEqual([]);
  });

  it.each([
    ["deep nesting", `{"name":"shop","x":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`],
    ["deep nesting where a text belongs", `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["an unfinished nesting", `${"[".repeat(2_000_000)}`],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "1"],
    ["a text", '"shop"'],
    ["a key twice, the last of which counts", '{"name":"shop","name":{}}'],
    ["a number too large", '{"name":"shop","version":1e400}'],
    ["deep nesting beside an escape", `{"name":"\\u0061","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a number with a fraction", '{"name":"shop","version":1.5}'],
  ])("has a body of %s", async (_title, body) => {
    const { json, faults } = await answerTo({ operation: "GetPipeline", body });
    expect(["SerializationException", "PipelineNotFoundException"]).toContain(json?.["__type"]);
    expect(faults).toEqual([]);
  });

  it("has no target", async () => {
    const { status, json } = await answerTo({ tamper: (headers) => delete headers["x-amz-target"] });
    expect({ status, type: json?.["__type"] }).toEqual({ status: 400, type: "UnknownOperationException" });
  });

  it.each([
    "CodePipeline_20150709.ListPipelines.More",
    "CodePipeline_20150709.",
    "AmazonSSM.GetParameter",
    "constructor",
  ])("names %s, which is nothing here", async (target) => {
    const { status, json } = await answerTo({ headers: { "x-amz-target": target } });
    expect({ status, type: json?.["__type"] }).toEqual({ status: 400, type: "UnknownOperationException" });
  });

  it("is a form that asks for nothing", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = new Request("http://127.0.0.1:4510/", { method: "POST", headers, body: "{}" });
    const answer = await startProtocol().handle(request);
    expect(await answer.text()).toContain("neither an X-Amz-Target nor a form with an Action");
  });

  it("goes elsewhere than to the root", async () => {
    const { json } = await answerTo({ path: "/pipelines" });
    expect(json?.["__type"]).toBe("UnknownOperationException");
  });

  it("is for a service of AWS that is not here, whichever protocol that speaks", async () => {
    const headers = { "x-amz-target": "" };
    const rest = await answerTo({ service: "lambda", path: "/2015-03-31/functions", headers });
    expect(rest.json).toEqual({
      __type: "UnknownOperationException",
      message: "The local engine has nothing of the service lambda. Use a connection to AWS for it.",
    });
    const form = { "content-type": "application/x-www-form-urlencoded", "x-amz-target": "" };
    const request = await signedRequest({ service: "iam", headers: form, body: "Action=ListRoles&Version=2010-05-08" });
    request.headers.delete("x-amz-target");
    const answer = await startProtocol().handle(request);
    expect(await answer.text()).toMatch(/<Code>InvalidAction<.*nothing of this service/);
  });

  it("has a body over the limit", async () => {
    const { status, json } = await answerTo({ sentBody: `{"name":"${"x".repeat(5 * 1024 * 1024)}"}` });
    expect({ status, type: json?.["__type"] }).toEqual({ status: 413, type: "RequestEntityTooLargeException" });
  });

  it("hides a fault of the engine from the caller and reports it", async () => {
    const { status, text, faults } = await answerTo({ operation: "GetPipelineState", body: '{"name":"shop"}' });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ __type: "InternalFailure" });
    expect(text).not.toContain("secret detail");
    expect(faults).toHaveLength(1);
  });

  it("surfaces in the SDK as the modelled exception", async () => {
    const client = new CodePipelineClient({
      region: "us-east-1",
      endpoint: "http://127.0.0.1:4510",
      credentials: KEYS,
      systemClockOffset: NOW_AT - Date.now(),
      requestHandler: inProcess(startProtocol().handle),
    });
    const refused = client.send(new CreatePipelineCommand({ pipeline: { name: "a b", roleArn: "role", stages: [] } }));
    await expect(refused).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(/^2 validation errors detected: Value at 'pipeline\.name' failed to satisfy/),
    });
  });
});

it("says without a signature that it is up, and nothing more", async () => {
  const { handle } = startProtocol();
  const answer = await handle(new Request("http://127.0.0.1:4510/health"));
  expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { status: "ok" } });
});
