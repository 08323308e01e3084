import { z } from "zod";
import { ActionFailure } from "../../action-failure";
import type { SimulatedProvider, SimulatedWork } from "../simulated-provider";
import { checkParameters } from "../../../cloudformation/template/check-parameters";
import { parseCapabilities } from "../../../cloudformation/template/required-capabilities";
import type { Template } from "../../../cloudformation/template/read-template";
import { TemplateError } from "../../../cloudformation/template/template-error";
import { checkTemplateReferences, readTemplateFile } from "./read-template-file";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-StackSets.html */
const MOST_TEMPLATE_BYTES = 460_800;
const MOST_LIST_BYTES = 262_144;
const STACK_SETS = "stack-sets";

const stackSet = z.object({
  stackSetId: z.string(),
  /** Parameters of the template, without a value where one has to be given. */
  parameters: z.record(z.string(), z.string().nullable()),
  /** `<account or organisational unit>/<Region>`. */
  instances: z.array(z.string()),
});
type StackSet = z.infer<typeof stackSet>;

/** Plays CloudFormationStackSet: the set is remembered, with the places its stacks would be in. */
export const cloudFormationStackSet: SimulatedProvider = async (work) => {
  const { configuration } = work.job;
  checkShared(work);
  const { artifactName, file } = work.files.split("TemplatePath", configuration["TemplatePath"] ?? "");
  const text = await work.files.read(artifactName, file, { key: "TemplatePath", mostBytes: MOST_TEMPLATE_BYTES });
  const template = readTemplateFile(text, file);
  checkTemplateReferences(template);
  const parameters = parametersOf(template, await parameterList(work, "Parameters"));
  const capabilities = parseCapabilities(configuration["Capabilities"] ?? "");
  // Unlike the action for one stack, this one takes no CAPABILITY_AUTO_EXPAND.
  if (!capabilities || capabilities.includes("CAPABILITY_AUTO_EXPAND")) {
    throw invalid(`Capabilities ${configuration["Capabilities"]} must be CAPABILITY_IAM or CAPABILITY_NAMED_IAM.`);
  }
  const found = await findStackSet(work);
  const places = await placesOf(work);
  const next: StackSet = {
    stackSetId: found?.stackSetId ?? `${nameOf(work)}:${work.newId()}`,
    parameters: { ...parameters },
    instances: [...new Set([...(found?.instances ?? []), ...places])],
  };
  const instances = places.length > 0 ? `, with instances in ${places.join(", ")}` : "";
  return {
    done: `stack set ${nameOf(work)} was ${found ? "updated" : "created"}${instances}`,
    succeed: () => save(work, next),
  };
};

function parametersOf(template: Template, given: Readonly<Record<string, string>>) {
  try {
    return checkParameters(template, given);
  } catch (error) {
    throw error instanceof TemplateError ? invalid(error.message) : error;
  }
}

/** Plays CloudFormationStackInstances: adds places to a stack set that is there. */
export const cloudFormationStackInstances: SimulatedProvider = async (work) => {
  checkShared(work);
  const found = await findStackSet(work);
  if (!found) {
    throw new ActionFailure(
      "JobFailed",
      `StackSet ${nameOf(work)} not found. Create it with a CloudFormationStackSet action before this one. (StackSetNotFoundException)`,
    );
  }
  const overrides = Object.keys(await parameterList(work, "ParameterOverrides"));
  const unknown = overrides.filter((name) => !Object.hasOwn(found.parameters, name));
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  const places = await placesOf(work);
  if (places.length === 0) throw invalid("DeploymentTargets is missing: name accounts or organisational units.");
  const added = places.filter((place) => !found.instances.includes(place));
  return {
    done: `${added.length} instance(s) were added to stack set ${nameOf(work)}, ${places.length - added.length} were there`,
    succeed: () => save(work, { ...found, instances: [...found.instances, ...added] }),
  };
};

async function save(work: SimulatedWork, next: StackSet) {
  await work.state.put(STACK_SETS, keyOf(work), next);
  const operationId = work.newId();
  return {
    externalExecutionId: operationId,
    outputVariables: { OperationId: operationId, StackSetId: next.stackSetId },
  };
}

/** Accounts or organisational units, times Regions. */
async function placesOf(work: SimulatedWork): Promise<string[]> {
  const targets = await listOf(work, "DeploymentTargets");
  const regions = (work.job.configuration["Regions"] ?? "").split(",").filter((region) => region !== "");
  const badTarget = targets.find(
    (target) => !/^(\d{12}|(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}))$/.test(target),
  );
  if (badTarget !== undefined) {
    throw invalid(`DeploymentTargets: ${badTarget} is neither an account of 12 digits nor an organisational unit.`);
  }
  const badRegion = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region));
  if (badRegion !== undefined) throw invalid(`Regions: ${badRegion} is not a Region.`);
  return targets.flatMap((target) => regions.map((region) => `${target}/${region}`));
}

/** A comma list, or a JSON array in a file of an input: `InputArtifact::targets.json`. */
async function listOf(work: SimulatedWork, key: string): Promise<readonly string[]> {
  const value = work.job.configuration[key] ?? "";
  if (!value.includes("::"))
    return value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  const { file, content } = await fileOf(work, key, value);
  const parsed = z
    .union([
      z.array(z.string()),
      z.object({ Accounts: z.array(z.string()).optional(), OrganizationalUnitIds: z.array(z.string()).optional() }),
    ])
    .safeParse(content);
  if (!parsed.success) throw invalid(`${key}: ${file} must be a JSON array of accounts or organisational units.`);
  if (Array.isArray(parsed.data)) return parsed.data;
  return [...(parsed.data.Accounts ?? []), ...(parsed.data.OrganizationalUnitIds ?? [])];
}

const parameterFile = z.array(
  z.object({
    ParameterKey: z.string(),
    ParameterValue: z.string().optional(),
    UsePreviousValue: z.union([z.boolean(), z.string()]).optional(),
  }),
);

/** Shorthand, `ParameterKey=A,ParameterValue=b ParameterKey=…`, or a file of an input that holds a JSON array. */
async function parameterList(work: SimulatedWork, key: string): Promise<Record<string, string>> {
  const value = work.job.configuration[key] ?? "";
  if (value === "") return {};
  if (value.includes("::") && !value.includes("ParameterKey=")) {
    const { file, content } = await fileOf(work, key, value);
    const parsed = parameterFile.safeParse(content);
    if (!parsed.success) throw invalid(`${key}: ${file} must be a JSON array of {ParameterKey, ParameterValue}.`);
    return Object.fromEntries(
      parsed.data.map(({ ParameterKey, ParameterValue = "" }) => [ParameterKey, ParameterValue]),
    );
  }
  const entries = value.split(/\s+/).filter((part) => part !== "");
  return Object.fromEntries(
    entries.map((entry) => {
      const [, name, , text = ""] =
        /^ParameterKey=([^,=]+),(ParameterValue=(.*)|UsePreviousValue=(?:true|false))$/.exec(entry) ?? [];
      if (name === undefined) throw invalid(`${key}: ${entry} must be ParameterKey=name,ParameterValue=value.`);
      return [name, text];
    }),
  );
}

async function fileOf(work: SimulatedWork, key: string, reference: string) {
  const { artifactName, file } = work.files.split(key, reference);
  const text = await work.files.read(artifactName, file, { key, mostBytes: MOST_LIST_BYTES });
  try {
    const content: unknown = JSON.parse(text);
    return { file, content };
  } catch (error) {
    throw invalid(`${key}: ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkShared(work: SimulatedWork): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(nameOf(work))) {
    throw invalid(
      `StackSetName ${JSON.stringify(nameOf(work))} must begin with a letter and hold letters, digits and hyphens, 128 at most.`,
    );
  }
  for (const key of ["FailureTolerancePercentage", "MaxConcurrentPercentage"]) {
    const value = work.job.configuration[key];
    if (value && !(/^\d{1,3}$/.test(value) && Number(value) <= 100))
      throw invalid(`${key} ${value} must be a percentage from 0 to 100.`);
  }
}

function findStackSet(work: SimulatedWork): Promise<StackSet | null> {
  return work.state.find(stackSet, STACK_SETS, keyOf(work));
}

function keyOf({ job }: SimulatedWork): string {
  return `${job.accountId}/${job.region}/${job.configuration["StackSetName"]}`;
}

function nameOf({ job }: SimulatedWork): string {
  return job.configuration["StackSetName"] ?? "";
}

function invalid(message: string): ActionFailure {
  return new ActionFailure("ConfigurationError", message);
}
