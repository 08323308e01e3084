import { AwsServiceError } from "../../../aws-service-error";
import {
  isCreated,
  isDeleted,
  isFailed,
  type StackContent,
  type StackRecord,
} from "../../../cloudformation/stack-record";
import type { StackCaller, StackInput } from "../../../cloudformation/stack-input";
import { MOST_TEMPLATE_BYTES } from "../../../cloudformation/template-source";
import { parseCapabilities } from "../../../cloudformation/template/required-capabilities";
import { ActionFailure } from "../../action-failure";
import type { SimulatedPlan, SimulatedProvider, SimulatedResult, SimulatedWork } from "../simulated-provider";
import { checkNames } from "./check-names";
import { stackInput } from "./parameter-values";
import { readTemplateFile } from "./read-template-file";

const MOST_INPUT_MEBIBYTES = 256;

/**
 * Plays the CloudFormation action on the stacks that CloudFormation's API shows too. Template, parameters and
 * capabilities are checked, outputs come from the template. Pipelines, webhooks and action types of a template are
 * really made; all other resources are remembered.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export const cloudFormation: SimulatedProvider = async (work) => {
  const { configuration } = work.job;
  await work.files.limitEach(MOST_INPUT_MEBIBYTES);
  checkNames(work.job);
  const mode = configuration["ActionMode"];
  switch (mode) {
    case "CREATE_UPDATE":
    case "REPLACE_ON_FAILURE":
      return deployStack(work, mode);
    case "DELETE_ONLY":
      return deleteStack(work);
    case "CHANGE_SET_REPLACE":
      return replaceChangeSet(work);
    case "CHANGE_SET_EXECUTE":
      return executeChangeSet(work);
    default:
      throw new ActionFailure(
        "ConfigurationError",
        `ActionMode ${JSON.stringify(mode)} is not one of CloudFormation's.`,
      );
  }
};

async function deployStack(work: SimulatedWork, mode: "CREATE_UPDATE" | "REPLACE_ON_FAILURE"): Promise<SimulatedPlan> {
  const found = await findStack(work);
  const isReplaced = found !== null && isFailed(found) && mode === "REPLACE_ON_FAILURE";
  if (found && !isReplaced && (isFailed(found) || !isCreated(found))) {
    throw new ActionFailure(
      "JobFailed",
      `Stack:${found.stackId} is in ${found.status} state and can not be updated. Delete it with DELETE_ONLY` +
        `${isFailed(found) ? ", or use REPLACE_ON_FAILURE" : ", or run its change set"}.`,
    );
  }
  const before = isReplaced ? null : found;
  const { input, content, hasChanges, resources } = await previewOf(work, "stack", before === null);
  if (before && !hasChanges) {
    work.note("No updates are to be performed.");
    return {
      done: `stack ${nameOf(work)} has no changes, so it was left as it is`,
      succeed: async () => resultOf(work, before),
    };
  }
  const verb = isReplaced ? "deleted and created anew" : before ? "updated" : "created";
  return {
    done: `stack ${nameOf(work)} was ${verb}, with ${resources} resource(s)`,
    async succeed() {
      if (isReplaced) await work.stacks.remove(nameOf(work), callerOf(work));
      const deploy = before ? work.stacks.update : work.stacks.create;
      return deployed(
        work,
        before,
        await inStacks(() => deploy.call(work.stacks, nameOf(work), input, callerOf(work))),
      );
    },
    // As CloudFormation rolls back: to what was before, or to a stack that can only be deleted.
    fail: () => playFailure(work, before ? "UPDATE_ROLLBACK_COMPLETE" : "ROLLBACK_COMPLETE", content),
  };
}

async function deleteStack(work: SimulatedWork): Promise<SimulatedPlan> {
  const found = await findStack(work);
  if (!found) return { done: `stack ${nameOf(work)} does not exist, so there was nothing to delete` };
  return {
    done: `stack ${nameOf(work)} was deleted`,
    async succeed() {
      await inStacks(() => work.stacks.remove(found.stackId, callerOf(work)));
      const left = await work.stacks.find(callerOf(work), found.stackId);
      if (left && !isDeleted(left)) throw new ActionFailure("JobFailed", left.statusReason ?? left.status);
      return {};
    },
    fail: () => playFailure(work, "DELETE_FAILED"),
  };
}

async function replaceChangeSet(work: SimulatedWork): Promise<SimulatedPlan> {
  const found = await findStack(work);
  if (found && isFailed(found)) {
    throw new ActionFailure(
      "JobFailed",
      `Stack:${found.stackId} is in ${found.status} state and can not be updated. Delete it with DELETE_ONLY first.`,
    );
  }
  const { input, hasChanges } = await previewOf(work, "change set", false);
  const changeSetName = changeSetNameOf(work);
  const isThere = found?.changeSets.some((changeSet) => changeSet.changeSetName === changeSetName) ?? false;
  return {
    done: `change set ${changeSetName} of stack ${nameOf(work)} was ${isThere ? "replaced" : "created"}${hasChanges ? "" : "; it contains no changes"}`,
    async succeed() {
      const caller = callerOf(work);
      const { stack } = await inStacks(async () => {
        if (isThere) await work.stacks.removeChangeSet(nameOf(work), changeSetName, caller);
        const changeSetType = isCreated(found) ? "UPDATE" : "CREATE";
        return work.stacks.createChangeSet(nameOf(work), { changeSetName, changeSetType }, input, caller);
      });
      return resultOf(work, stack);
    },
  };
}

async function executeChangeSet(work: SimulatedWork): Promise<SimulatedPlan> {
  const name = changeSetNameOf(work);
  const found = await findStack(work);
  const changeSet = found?.changeSets.find(({ changeSetName }) => changeSetName === name);
  if (!found || !changeSet) {
    throw new ActionFailure(
      "JobFailed",
      `ChangeSet [${name}] does not exist${found ? ` for stack ${nameOf(work)}` : `: stack ${nameOf(work)} does not exist either`}. ` +
        "Create it with an action in mode CHANGE_SET_REPLACE before this one.",
    );
  }
  const isUpdate = isCreated(found);
  if (changeSet.status === "FAILED") {
    return {
      done: `change set ${name} contains no changes, so stack ${nameOf(work)} was left as it is`,
      succeed: async () => resultOf(work, found),
    };
  }
  const { content } = changeSet;
  const resources = Object.keys(readTemplateFile(content.templateBody, "that of the change set").Resources).length;
  return {
    done: `change set ${name} was run: stack ${nameOf(work)} was ${isUpdate ? "updated" : "created"}, with ${resources} resource(s)`,
    async succeed() {
      const caller = callerOf(work);
      return deployed(work, found, await inStacks(() => work.stacks.executeChangeSet(nameOf(work), name, caller)));
    },
    fail: () => playFailure(work, isUpdate ? "UPDATE_ROLLBACK_COMPLETE" : "ROLLBACK_COMPLETE", content),
  };
}

/** Reads and checks everything that the action brings along. */
async function previewOf(work: SimulatedWork, kind: "stack" | "change set", isNew: boolean) {
  const { configuration } = work.job;
  const { artifactName, file } = work.files.split("TemplatePath", configuration["TemplatePath"] ?? "");
  const text = await work.files.read(artifactName, file, { key: "TemplatePath", mostBytes: MOST_TEMPLATE_BYTES });
  const template = readTemplateFile(text, file);
  const { parameters, tags } = await stackInput(work);
  const input: StackInput = {
    templateBody: text,
    parameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    capabilities: capabilitiesOf(configuration["Capabilities"] ?? ""),
    ...(configuration["RoleArn"] !== undefined && { roleArn: configuration["RoleArn"] }),
  };
  const preview = await inStacks(() => work.stacks.preview(nameOf(work), input, callerOf(work), { work: kind, isNew }));
  for (const [name, value] of Object.entries(preview.content.parameters)) {
    work.note(`Parameter ${name}: ${preview.content.secretParameters.includes(name) ? "****" : value}`);
  }
  return { ...preview, input, resources: Object.keys(template.Resources).length };
}

function capabilitiesOf(text: string) {
  const capabilities = parseCapabilities(text);
  if (capabilities) return capabilities;
  throw new ActionFailure(
    "ConfigurationError",
    `Capabilities ${JSON.stringify(text)} must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM and CAPABILITY_AUTO_EXPAND, separated by commas without spaces.`,
  );
}

/** What became of a stack: its new events are told in the log. @throws ActionFailure when it came to nothing */
function deployed(work: SimulatedWork, before: StackRecord | null, after: StackRecord): SimulatedResult {
  for (const { logicalId, type, status, reason } of after.events.slice(before?.events.length ?? 0)) {
    if (!status.endsWith("_IN_PROGRESS")) work.note(`${status} ${type} ${logicalId}${reason ? `: ${reason}` : ""}`);
  }
  if (/^(?:CREATE|UPDATE)_COMPLETE$/.test(after.status)) return resultOf(work, after);
  const reasons = after.events.filter(({ status }) => status.endsWith("_FAILED")).map(({ reason = "" }) => reason);
  throw new ActionFailure(
    "JobFailed",
    `Stack ${after.stackName} is in ${after.status} state. ${reasons.at(-1) ?? after.statusReason ?? ""}`.trim(),
  );
}

function playFailure(
  work: SimulatedWork,
  status: "UPDATE_ROLLBACK_COMPLETE" | "ROLLBACK_COMPLETE" | "DELETE_FAILED",
  content?: StackContent,
): Promise<void> {
  const reason = "Simulated locally: a simulation under Local resources says that it fails. Nothing was done.";
  return work.stacks.playFailure(nameOf(work), { status, reason, ...(content && { content }) }, callerOf(work));
}

/** Every output is an output variable; with OutputFileName they are in the output artifact too. */
function resultOf({ job, note, outputs: bound }: SimulatedWork, { stackId, outputs }: StackRecord): SimulatedResult {
  const path = job.configuration["OutputFileName"];
  if (path && job.outputArtifacts.length === 0) note(`${path} is not written: the action has no output artifact`);
  const outputVariables = { ...Object.fromEntries(outputs.map(({ key, value }) => [key, value])), ...bound };
  return {
    externalExecutionId: stackId,
    outputVariables,
    ...(path && { file: { path, content: `${JSON.stringify(outputVariables, null, 2)}\n` } }),
  };
}

/** @throws ActionFailure for what CloudFormation refuses */
async function inStacks<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsServiceError)) throw error;
    const isCapability = error.exception === "InsufficientCapabilitiesException";
    const advice = isCapability ? ". Add them to Capabilities of the action. (InsufficientCapabilities)" : "";
    throw new ActionFailure("JobFailed", `${error.message}${advice}`);
  }
}

function findStack(work: SimulatedWork): Promise<StackRecord | null> {
  return work.stacks.find(callerOf(work), nameOf(work));
}

/** Whoever runs the action: the role that CloudFormation is to take. */
function callerOf({ job: { accountId, region, configuration } }: SimulatedWork): StackCaller {
  return { accountId, region, principalArn: configuration["RoleArn"] ?? `arn:aws:iam::${accountId}:root` };
}

function nameOf({ job }: SimulatedWork): string {
  return job.configuration["StackName"] ?? "";
}

function changeSetNameOf({ job }: SimulatedWork): string {
  return job.configuration["ChangeSetName"] ?? "";
}
