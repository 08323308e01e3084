import { entryOf } from "@/lib/pipeline/entry-of";
import type { ExecutionState } from "../state";

/**
 * The revision behind the primary source of an action or a rule, else behind its first input from a source, else the
 * execution's first revision: CODEBUILD_RESOLVED_SOURCE_VERSION.
 */
export function resolvedSourceVersion(
  { record: { artifactRevisions } }: ExecutionState,
  {
    configuration = {},
    inputArtifacts = [],
  }: {
    readonly configuration?: Readonly<Record<string, string>> | undefined;
    readonly inputArtifacts?: readonly { readonly name: string }[] | undefined;
  },
): string | undefined {
  const names = [entryOf(configuration, "PrimarySource"), ...inputArtifacts.map(({ name }) => name)];
  const [own] = names.flatMap((name) => artifactRevisions.find(({ artifactName }) => artifactName === name) ?? []);
  return (own ?? artifactRevisions[0])?.revisionId;
}
