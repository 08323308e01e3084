import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeAwsProfile, type AwsKeys } from "./aws-profile";

let directory: string;
beforeEach(async () => {
  directory = path.join(await mkdtemp(path.join(tmpdir(), "penstock-aws-")), "aws");
});
afterEach(() => rm(path.dirname(directory), { recursive: true }));

function write(endpointUrl: string, secretAccessKey: string): Promise<AwsKeys> {
  return writeAwsProfile({
    directory,
    region: "us-east-1",
    endpointUrl,
    newKeys: () => ({ accessKeyId: "AKIAEXAMPLE", secretAccessKey }),
  });
}

it("writes a profile that SDKs and the AWS CLI read, for its owner only", async () => {
  await write("http://127.0.0.1:4510", "first");
  expect(await readFile(path.join(directory, "config"), "utf8")).toBe(
    "[profile penstock]\nregion = us-east-1\noutput = json\nendpoint_url = http://127.0.0.1:4510\n",
  );
  expect(await readFile(path.join(directory, "credentials"), "utf8")).toBe(
    "[penstock]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = first\n",
  );
  expect((await stat(path.join(directory, "credentials"))).mode & 0o777).toBe(0o600);
});

it("keeps the keys and follows the port", async () => {
  await write("http://127.0.0.1:4510", "first");
  expect(await write("http://127.0.0.1:4511", "second")).toEqual({
    accessKeyId: "AKIAEXAMPLE",
    secretAccessKey: "first",
  });
  expect(await readFile(path.join(directory, "config"), "utf8")).toContain("endpoint_url = http://127.0.0.1:4511\n");
});
