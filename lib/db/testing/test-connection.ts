/** What tests connect to, for `createConnection`: an account with the default credentials and no endpoint of its own. */
export const TEST_CONNECTION = {
  slug: "test",
  name: "Test",
  region: "eu-west-1",
  accountId: "123456789012",
  credentialSource: "default-chain",
  profileName: null,
  roleArn: null,
  externalId: null,
  endpointUrl: null,
} as const;
