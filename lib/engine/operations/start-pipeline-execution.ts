import type { ActionDeclaration, PipelineDeclaration } from "@/lib/pipeline/declaration";
import { revisionTypesOf } from "@/lib/pipeline/source-revisions";
import { AwsServiceError } from "../aws-service-error";
import { checkExecutionLimit } from "../execution-limit";
import type {
  SourceRevisionType,
  StartPipelineExecutionInput,
  StartPipelineExecutionOutput,
} from "../protocol/generated/service-types";
import { currentDeclaration, submit } from "./find";
import type { Operation, OperationContext } from "./operation";

/** Starts an execution. The same `clientRequestToken` again gives the execution it started. */
export const startPipelineExecution: Operation<StartPipelineExecutionInput, StartPipelineExecutionOutput> =
  startExecution;

/** The same for what starts an execution from within. @throws AwsServiceError */
export async function startExecution(
  { name, variables = [], sourceRevisions = [], clientRequestToken }: StartPipelineExecutionInput,
  context: Pick<OperationContext, "engine" | "accountId" | "principalArn">,
): Promise<{ readonly pipelineExecutionId: string }> {
  const { engine, principalArn } = context;
  let pipelineExecutionId = engine.ids.next();
  await submit(context, name, async (state) => {
    const known = clientRequestToken && (await engine.store.findExecutionByToken(name, clientRequestToken));
    if (known) {
      ({ pipelineExecutionId } = known);
      return null;
    }
    const declaration = currentDeclaration(state);
    checkVariables(declaration, variables);
    checkRevisions(declaration, sourceRevisions);
    checkExecutionLimit(state, engine.quotas);
    return {
      type: "executionStarted",
      pipelineExecutionId,
      trigger: { triggerType: "StartPipelineExecution", triggerDetail: principalArn },
      variables,
      sourceOverrides: sourceRevisions,
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    };
  });
  return { pipelineExecutionId };
}

function checkVariables(
  { name, variables: declared = [], pipelineType }: PipelineDeclaration,
  given: readonly { readonly name: string }[],
): void {
  if (given.length > 0 && pipelineType !== "V2") throw invalid("Variables can be given for V2 pipelines only");
  const names = given.map((variable) => variable.name);
  const unknown = names.find((candidate) => !declared.some((variable) => variable.name === candidate));
  if (unknown !== undefined) throw invalid(`The pipeline '${name}' does not declare a variable named '${unknown}'`);
  if (new Set(names).size < names.length) throw invalid("A variable is given more than once");
  const missing = declared.find((variable) => variable.defaultValue === undefined && !names.includes(variable.name));
  if (missing) throw invalid(`The variable '${missing.name}' has no default value, so a value is required`);
}

function checkRevisions(
  { stages, pipelineType }: PipelineDeclaration,
  overrides: readonly { readonly actionName: string; readonly revisionType: string }[],
): void {
  if (overrides.length > 0 && pipelineType !== "V2") {
    throw invalid("Source revisions can be overridden for V2 pipelines only");
  }
  const places = overrides.map(({ actionName, revisionType }) => `${actionName} ${revisionType}`);
  if (new Set(places).size < places.length) throw invalid("A source revision is overridden more than once");
  for (const { actionName, revisionType } of overrides) {
    const action = stages[0]?.actions.find(({ name }) => name === actionName);
    if (action?.actionTypeId.category !== "Source") {
      throw invalid(`The pipeline does not have a source action with name '${actionName}'`);
    }
    if (!revisionTypesOf(action).some((type) => type === revisionType)) {
      throw invalid(`The revision type ${revisionType} does not apply to the source action '${actionName}'`);
    }
  }
}

/** What a revision of the source action is called when it is overridden. */
export function revisionTypeOf(action: ActionDeclaration): SourceRevisionType {
  return revisionTypesOf(action)[0];
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("ValidationException", message);
}
