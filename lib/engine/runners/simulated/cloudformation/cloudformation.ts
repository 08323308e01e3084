import { createHash } from "node:crypto";
import { ActionFailure } from "../../action-failure";
import type { SimulatedPlan, SimulatedProvider, SimulatedResult, SimulatedWork } from "../simulated-provider";
import { checkReferences } from "./check-references";
import { evaluateOutputs } from "./evaluate";
import { checkParameters, stackInput } from "./parameter-values";
import { readTemplate } from "./read-template";
import { isAcknowledged, parseCapabilities, requiredCapabilities } from "./required-capabilities";
import { isCreated, isFailed, stack, STACKS, type Stack } from "./stack";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_TEMPLATE_BYTES = 1024 ** 2;
const MOST_INPUT_MEBIBYTES = 256;

/**
 * Plays the CloudFormation action: template, parameters and capabilities are checked, stacks and change sets are
 * remembered, outputs come from the template. No resource is made.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
export const cloudFormation: SimulatedProvider = async (work) => {
  const { configuration } = work.job;
  await work.files.limitEach(MOST_INPUT_MEBIBYTES);
  checkNames(work);
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

/** What a template comes to with its parameters. */
interface StackContent {
  readonly contentHash: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: number;
}

async function deployStack(work: SimulatedWork, mode: "CREATE_UPDATE" | "REPLACE_ON_FAILURE"): Promise<SimulatedPlan> {
  const found = await findStack(work);
  const isReplaced = found !== null && isFailed(found) && mode === "REPLACE_ON_FAILURE";
  if (found && !isReplaced && (isFailed(found) || found.status === "REVIEW_IN_PROGRESS")) {
    throw new ActionFailure(
      "JobFailed",
      `Stack:${found.stackId} is in ${found.status} state and can not be updated. Delete it with DELETE_ONLY` +
        `${isFailed(found) ? ", or use REPLACE_ON_FAILURE" : ", or run its change set"}.`,
    );
  }
  const before = isReplaced ? null : found;
  const stackId = before?.stackId ?? newStackId(work);
  const content = await contentOf(work, stackId, "stack");
  if (before?.contentHash === content.contentHash) {
    work.note("No updates are to be performed.");
    return {
      done: `stack ${nameOf(work)} has no changes, so it was left as it is`,
      succeed: async () => resultOf(work, before),
    };
  }
  const verb = isReplaced ? "deleted and created anew" : before ? "updated" : "created";
  const next: Stack = {
    stackId,
    status: before ? "UPDATE_COMPLETE" : "CREATE_COMPLETE",
    contentHash: content.contentHash,
    outputs: { ...content.outputs },
    changeSets: before?.changeSets ?? {},
  };
  return {
    done: `stack ${nameOf(work)} was ${verb}, with ${content.resources} resource(s)`,
    succeed: () => save(work, next),
    async fail() {
      // As CloudFormation rolls back: to what was before, or to a stack that can only be deleted.
      await put(
        work,
        before
          ? { ...before, status: "UPDATE_ROLLBACK_COMPLETE" }
          : { ...next, status: "ROLLBACK_COMPLETE", outputs: {} },
      );
    },
  };
}

async function deleteStack(work: SimulatedWork): Promise<SimulatedPlan> {
  const found = await findStack(work);
  if (!found) return { done: `stack ${nameOf(work)} does not exist, so there was nothing to delete` };
  return {
    done: `stack ${nameOf(work)} was deleted`,
    async succeed() {
      await work.state.remove(STACKS, keyOf(work));
      return {};
    },
    fail: () => put(work, { ...found, status: "DELETE_FAILED" }),
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
  const stackId = found?.stackId ?? newStackId(work);
  const content = await contentOf(work, stackId, "change set");
  const hasChanges = found?.contentHash !== content.contentHash;
  const name = changeSetNameOf(work);
  const base: Stack = found ?? {
    stackId,
    status: "REVIEW_IN_PROGRESS",
    contentHash: null,
    outputs: {},
    changeSets: {},
  };
  const isThere = Object.hasOwn(base.changeSets, name);
  const changeSets = { ...base.changeSets, [name]: { ...content, outputs: { ...content.outputs }, hasChanges } };
  return {
    done: `change set ${name} of stack ${nameOf(work)} was ${isThere ? "replaced" : "created"}${hasChanges ? "" : "; it contains no changes"}`,
    succeed: () => save(work, { ...base, changeSets }),
  };
}

async function executeChangeSet(work: SimulatedWork): Promise<SimulatedPlan> {
  const name = changeSetNameOf(work);
  const found = await findStack(work);
  const changeSet = found && Object.hasOwn(found.changeSets, name) ? found.changeSets[name] : undefined;
  if (!found || !changeSet) {
    throw new ActionFailure(
      "JobFailed",
      `ChangeSet [${name}] does not exist${found ? ` for stack ${nameOf(work)}` : `: stack ${nameOf(work)} does not exist either`}. ` +
        "Create it with an action in mode CHANGE_SET_REPLACE before this one.",
    );
  }
  const isUpdate = isCreated(found);
  if (!changeSet.hasChanges) {
    return {
      done: `change set ${name} contains no changes, so stack ${nameOf(work)} was left as it is`,
      succeed: async () => resultOf(work, found),
    };
  }
  const { contentHash, outputs, resources } = changeSet;
  // Whatever was prepared against the old stack is gone with it.
  const next: Stack = {
    ...found,
    status: isUpdate ? "UPDATE_COMPLETE" : "CREATE_COMPLETE",
    contentHash,
    outputs,
    changeSets: {},
  };
  return {
    done: `change set ${name} was run: stack ${nameOf(work)} was ${isUpdate ? "updated" : "created"}, with ${resources} resource(s)`,
    succeed: () => save(work, next),
    fail: () =>
      put(work, { ...found, status: isUpdate ? "UPDATE_ROLLBACK_COMPLETE" : "ROLLBACK_COMPLETE", changeSets: {} }),
  };
}

async function contentOf(work: SimulatedWork, stackId: string, kind: "stack" | "change set"): Promise<StackContent> {
  const { configuration, region, accountId } = work.job;
  const { artifactName, file } = work.files.split("TemplatePath", configuration["TemplatePath"] ?? "");
  const text = await work.files.read(artifactName, file, { key: "TemplatePath", mostBytes: MOST_TEMPLATE_BYTES });
  const template = readTemplate(text, file);
  checkReferences(template);
  const { parameters: given, tags } = await stackInput(work);
  const parameters = checkParameters(template, given);
  checkCapabilities(configuration["Capabilities"] ?? "", requiredCapabilities(template, kind));
  for (const [name, value] of Object.entries(parameters)) {
    work.note(`Parameter ${name}: ${template.Parameters[name]?.NoEcho ? "****" : value}`);
  }
  const outputs = evaluateOutputs({ template, parameters, stackName: nameOf(work), stackId, region, accountId });
  return {
    contentHash: createHash("sha256")
      .update(JSON.stringify([text, parameters, tags]))
      .digest("hex"),
    outputs: { ...outputs, ...work.outputs },
    resources: Object.keys(template.Resources).length,
  };
}

function checkCapabilities(list: string, needed: ReturnType<typeof requiredCapabilities>): void {
  const given = parseCapabilities(list);
  if (!given) {
    throw new ActionFailure(
      "ConfigurationError",
      `Capabilities ${JSON.stringify(list)} must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM and CAPABILITY_AUTO_EXPAND, separated by commas without spaces.`,
    );
  }
  const missing = needed.filter((capability) => !isAcknowledged(capability, given));
  if (missing.length === 0) return;
  throw new ActionFailure(
    "JobFailed",
    `Requires capabilities : [${missing.join(", ")}]. Add them to Capabilities of the action. (InsufficientCapabilities)`,
  );
}

async function save(work: SimulatedWork, next: Stack): Promise<SimulatedResult> {
  await put(work, next);
  return resultOf(work, next);
}

function put(work: SimulatedWork, next: Stack): Promise<void> {
  return work.state.put(STACKS, keyOf(work), next);
}

/** Every output is an output variable; with OutputFileName they are in the output artifact too. */
function resultOf({ job, note }: SimulatedWork, { stackId, outputs }: Stack): SimulatedResult {
  const path = job.configuration["OutputFileName"];
  if (path && job.outputArtifacts.length === 0) note(`${path} is not written: the action has no output artifact`);
  return {
    externalExecutionId: stackId,
    outputVariables: outputs,
    ...(path && { file: { path, content: `${JSON.stringify(outputs, null, 2)}\n` } }),
  };
}

function findStack(work: SimulatedWork): Promise<Stack | null> {
  return work.state.find(stack, STACKS, keyOf(work));
}

/** Names are unique within an account and Region. */
function keyOf({ job }: SimulatedWork): string {
  return `${job.accountId}/${job.region}/${job.configuration["StackName"]}`;
}

function nameOf({ job }: SimulatedWork): string {
  return job.configuration["StackName"] ?? "";
}

function changeSetNameOf({ job }: SimulatedWork): string {
  return job.configuration["ChangeSetName"] ?? "";
}

function newStackId(work: SimulatedWork): string {
  const { region, accountId } = work.job;
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${nameOf(work)}/${work.newId()}`;
}

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

function checkNames({ job: { configuration } }: SimulatedWork): void {
  const refuse = (problem: string): never => {
    throw new ActionFailure("ConfigurationError", problem);
  };
  const isName = (name: string): boolean => /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name);
  const { StackName = "", ChangeSetName, RoleArn, OutputFileName } = configuration;
  if (!isName(StackName) && !StackName.startsWith("arn:")) {
    refuse(
      `1 validation error detected: Value '${StackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (ChangeSetName && !isName(ChangeSetName)) {
    refuse(
      `1 validation error detected: Value '${ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (RoleArn && !ROLE_ARN.test(RoleArn)) refuse(`RoleArn ${RoleArn} is not the ARN of an IAM role.`);
  if (OutputFileName && /(^|\/)\.{1,2}(\/|$)|^\/|\0/.test(OutputFileName)) {
    refuse(`OutputFileName ${OutputFileName} must be the name of a file in the output artifact.`);
  }
}
