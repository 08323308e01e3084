import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect, it } from "vitest";
import { bootstrapVersion } from "../cloudformation/bootstrap";
import { KEYS, protocolOptions } from "../testing/protocol-options";
import { createRequestHandler } from "./handle-request";
import { ssmService } from "./ssm-service";

/** As a client sends it: the SDK for SSM is no dependency of ours. */
async function getParameter(Name: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const signer = new SignatureV4({ service: "ssm", region: "us-east-1", credentials: KEYS, sha256: Sha256 });
  const { headers, body } = await signer.sign({
    method: "POST",
    protocol: "http:",
    hostname: "127.0.0.1",
    port: 4510,
    path: "/",
    headers: {
      host: "127.0.0.1:4510",
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.GetParameter",
    },
    body: JSON.stringify({ Name, WithDecryption: true }),
  });
  const services = [ssmService(async (name) => bootstrapVersion(name))];
  const answer = await createRequestHandler(protocolOptions({ services }))(
    new Request("http://127.0.0.1:4510/", { method: "POST", headers, body }),
  );
  return { status: answer.status, body: await answer.json() };
}

it("says that the account is bootstrapped for CDK, by name and by ARN", async () => {
  const name = "/cdk-bootstrap/hnb659fds/version";
  const arn = `arn:aws:ssm:us-east-1:000000000001:parameter${name}`;
  const Parameter = { Name: name, Type: "String", Value: "30", Version: 1, ARN: arn, DataType: "text" };
  expect(await getParameter(name)).toEqual({ status: 200, body: { Parameter } });
  expect(await getParameter(arn)).toEqual({ status: 200, body: { Parameter } });
});

it("has no other parameter of its own", async () => {
  for (const name of ["/cdk-bootstrap/../version", "/database/password"]) {
    expect(await getParameter(name)).toEqual({ status: 400, body: { __type: "ParameterNotFound", message: "" } });
  }
});
