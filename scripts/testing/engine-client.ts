import { readFile } from "node:fs/promises";
import path from "node:path";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { fromIni } from "@aws-sdk/credential-providers";

/** The SDK's client for the engine of a data directory, set up from the profile that the engine writes there. */
export async function engineClient(dataDir: string): Promise<{ client: CodePipelineClient; endpoint: string }> {
  const configFilepath = path.join(dataDir, "aws", "config");
  const endpoint = /^endpoint_url\s*=\s*(\S+)/m.exec(await readFile(configFilepath, "utf8"))?.[1];
  if (!endpoint) throw new Error(`${configFilepath} names no endpoint_url.`);
  const filepath = path.join(dataDir, "aws", "credentials");
  const credentials = fromIni({ profile: "penstock", filepath, configFilepath });
  return { endpoint, client: new CodePipelineClient({ region: "us-east-1", endpoint, credentials }) };
}
