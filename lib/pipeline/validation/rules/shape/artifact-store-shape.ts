import type { ArtifactStoreDeclaration } from "../../../declaration";
import * as limits from "../../../limits";
import type { IssuePath, ValidationIssue } from "../../issue";
import type { Rule } from "../../rule";
import { checkChoice, checkText, REGION_NAME } from "../../shape";

const BUCKET = {
  min: limits.MIN_BUCKET_NAME_LENGTH,
  max: limits.MAX_BUCKET_NAME_LENGTH,
  pattern: /^[a-zA-Z0-9\-.]+$/,
  allowed: "letters, digits and - .",
};

/**
 * Lengths and patterns of artifact stores.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactStore.html
 */
export const artifactStoreShape: Rule = ({ artifactStore, artifactStores = {} }) => [
  ...(artifactStore ? checkStore(artifactStore, ["artifactStore"]) : []),
  ...Object.entries(artifactStores).flatMap(([region, store]) => [
    ...checkText(["artifactStores", region], region, "Artifact store Region", REGION_NAME),
    ...checkStore(store, ["artifactStores", region]),
  ]),
];

function checkStore(store: ArtifactStoreDeclaration, path: IssuePath): readonly ValidationIssue[] {
  const { encryptionKey } = store;
  return [
    ...checkChoice([...path, "type"], store.type, "Artifact store type", ["S3"]),
    ...checkText([...path, "location"], store.location, "Artifact bucket", BUCKET),
    ...checkText([...path, "encryptionKey", "id"], encryptionKey?.id, "Encryption key id", {
      max: limits.MAX_ENCRYPTION_KEY_ID_LENGTH,
    }),
    ...checkChoice([...path, "encryptionKey", "type"], encryptionKey?.type, "Encryption key type", ["KMS"]),
  ];
}
