import type { z } from "zod";
import type { Connection, ConnectionInput } from "@/lib/contracts/connection";

/** What the form holds: every member as text, whether or not the chosen source uses it. */
export interface ConnectionDraft {
  readonly slug: string;
  readonly name: string;
  readonly region: string;
  readonly credentialSource: ConnectionInput["credentialSource"];
  readonly profileName: string;
  readonly roleArn: string;
  readonly externalId: string;
  readonly endpointUrl: string;
}

export const NEW_CONNECTION: ConnectionDraft = {
  slug: "",
  name: "",
  region: "eu-west-1",
  credentialSource: "default-chain",
  profileName: "",
  roleArn: "",
  externalId: "",
  endpointUrl: "",
};

export function draftOf(connection: Connection): ConnectionDraft {
  return {
    slug: connection.slug,
    name: connection.name,
    region: connection.region,
    credentialSource: connection.credentialSource === "local-engine" ? "default-chain" : connection.credentialSource,
    profileName: connection.profileName ?? "",
    roleArn: connection.roleArn ?? "",
    externalId: connection.externalId ?? "",
    endpointUrl: connection.endpointUrl ?? "",
  };
}

/** The address that a name suggests: lower case, hyphens, at most 63 characters. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, "");
}

/** The first problem of each member, by its name. */
export function issuesOf(error: z.ZodError | undefined): Readonly<Record<string, string>> {
  const issues: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) issues[path.join(".")] ??= message;
  return issues;
}

/** Where the menu of Regions starts; any other can be typed. */
export const REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "sa-east-1",
] as const;
