/** How to reach one account and Region: what of a connection the SDK needs to know. Never a secret. */
export interface ConnectionAccess {
  /** For messages: how people call it. */
  readonly name: string;
  readonly region: string;
  readonly credentialSource: "default-chain" | "profile" | "assumed-role" | "local-engine";
  readonly profileName: string | null;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly endpointUrl: string | null;
}
