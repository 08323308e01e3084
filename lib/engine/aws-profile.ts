import { mkdir } from "node:fs/promises";
import path from "node:path";
import { findText } from "./is-missing";
import { replaceFile } from "./replace-file";

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface AwsProfileOptions {
  /** Where the files `config` and `credentials` go. */
  readonly directory: string;
  readonly region: string;
  readonly endpointUrl: string;
  /** Fresh keys, asked for when there are none yet. */
  newKeys(): AwsKeys;
}

const PROFILE = "penstock";
const OWNER_ONLY = 0o600;

/**
 * Writes AWS's shared-config files with a profile that leads any SDK and the AWS CLI to this engine. The keys stay the
 * same from start to start, so clients that run on keep working. Only the owner of the directory can read them.
 */
export async function writeAwsProfile(options: AwsProfileOptions): Promise<AwsKeys> {
  const { directory, region, endpointUrl } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const credentials = path.join(directory, "credentials");
  const keys = (await readKeys(credentials)) ?? options.newKeys();
  await replaceFile(
    credentials,
    `[${PROFILE}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
    OWNER_ONLY,
  );
  await replaceFile(
    path.join(directory, "config"),
    `[profile ${PROFILE}]\nregion = ${region}\noutput = json\nendpoint_url = ${endpointUrl}\n`,
    OWNER_ONLY,
  );
  return keys;
}

async function readKeys(file: string): Promise<AwsKeys | null> {
  const text = (await findText(file)) ?? "";
  const accessKeyId = /^aws_access_key_id\s*=\s*(\S+)$/m.exec(text)?.[1];
  const secretAccessKey = /^aws_secret_access_key\s*=\s*(\S+)$/m.exec(text)?.[1];
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
}
