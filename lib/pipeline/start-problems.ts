import type { PipelineDeclaration } from "./declaration";
import { MAX_PIPELINE_VARIABLE_VALUE_LENGTH } from "./limits";
import { defaultPipelineType } from "./service-defaults";
import { revisionTypesOf, sourceActionsOf, type SourceRevisionType } from "./source-revisions";

export interface GivenRevision {
  readonly actionName: string;
  readonly revisionType: SourceRevisionType;
  readonly revisionValue: string;
}

interface GivenStart {
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly sourceRevisions: readonly GivenRevision[];
}

/** What is wrong with one given value. */
export type StartProblem =
  | { readonly subject: "variable"; readonly name: string; readonly message: string }
  | {
      readonly subject: "revision";
      readonly actionName: string;
      readonly revisionType: SourceRevisionType;
      readonly message: string;
    };

/** Why the service would not start an execution with these values, or would only find out in its source actions. */
export function findStartProblems(declaration: PipelineDeclaration, given: GivenStart): readonly StartProblem[] {
  return [
    ...variableProblems(declaration, given.variables),
    ...given.sourceRevisions.flatMap((revision) => revisionProblems(declaration, revision)),
  ];
}

function variableProblems(declaration: PipelineDeclaration, given: GivenStart["variables"]): StartProblem[] {
  const declared = declaration.variables ?? [];
  const problem = (name: string, message: string): StartProblem => ({ subject: "variable", name, message });
  const names = new Set(given.map(({ name }) => name));
  return [
    ...declared
      .filter(({ name, defaultValue }) => !defaultValue && !names.has(name))
      .map(({ name }) => problem(name, "This variable has no default, so it needs a value.")),
    ...given.flatMap(({ name, value }) => {
      if (!isV2(declaration)) return [problem(name, "Only pipelines of type V2 take variables.")];
      if (!declared.some((one) => one.name === name)) return [problem(name, `The pipeline has no variable ${name}.`)];
      if (value.length > MAX_PIPELINE_VARIABLE_VALUE_LENGTH) {
        return [problem(name, `A value has at most ${MAX_PIPELINE_VARIABLE_VALUE_LENGTH} characters.`)];
      }
      return /[\n\r\u2028\u2029]/.test(value) ? [problem(name, "A value stands in one line.")] : [];
    }),
  ];
}

function revisionProblems(declaration: PipelineDeclaration, revision: GivenRevision): StartProblem[] {
  const { actionName, revisionType, revisionValue } = revision;
  const problem = (message: string): StartProblem[] => [{ subject: "revision", actionName, revisionType, message }];
  if (!isV2(declaration)) return problem("Only pipelines of type V2 take source revisions.");
  const action = sourceActionsOf(declaration).find(({ name }) => name === actionName);
  if (!action) return problem(`The pipeline has no source action ${actionName}.`);
  if (!revisionTypesOf(action).includes(revisionType)) {
    return problem(`${revisionType} does not apply to a source of type ${action.actionTypeId.provider}.`);
  }
  const { pattern, message } = FORMS[revisionType];
  return pattern.test(revisionValue) ? [] : problem(message);
}

/** AWS limits a revision to 1500 characters; the rest is how Git, S3 and container images write theirs. */
const FORMS = {
  COMMIT_ID: { pattern: /^[0-9a-f]{40}([0-9a-f]{24})?$/i, message: "A commit id is 40 hexadecimal digits, in full." },
  IMAGE_DIGEST: { pattern: /^sha256:[0-9a-f]{64}$/, message: "A digest is sha256: and 64 hexadecimal digits." },
  S3_OBJECT_VERSION_ID: { pattern: /^\S{1,1024}$/, message: "A version id has at most 1024 characters and no spaces." },
  S3_OBJECT_KEY: { pattern: /^.{1,1024}$/, message: "A key has at most 1024 characters, in one line." },
} as const satisfies Record<SourceRevisionType, { pattern: RegExp; message: string }>;

function isV2(declaration: PipelineDeclaration): boolean {
  return (declaration.pipelineType ?? defaultPipelineType(declaration)) === "V2";
}
