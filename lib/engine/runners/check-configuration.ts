import { configurationValue, findActionType, isRequired } from "@/lib/pipeline/action-types/catalogue";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import { ActionFailure } from "./action-failure";
import type { ActionJob, Runner } from "./runner";

/**
 * Refuses values that the provider does not know, before its runner sees them. What is missing the runner tells itself.
 * Such a runner throws ActionFailure too.
 */
export function withCheckedValues(runner: Runner): Runner {
  return {
    async run(job, context) {
      checkConfiguration(job, { isMissingTold: false });
      return runner.run(job, context);
    },
  };
}

/**
 * Checks configuration whose variables are resolved: a definition was accepted with `#{build.Stack}` where the value of
 * now may be missing or none of those allowed.
 * @throws ActionFailure that names the key
 */
export function checkConfiguration(job: ActionJob, { isMissingTold = true } = {}): void {
  const type = findActionType(job.actionTypeId);
  if (!type) return;
  const action = {
    name: job.actionName,
    actionTypeId: job.actionTypeId,
    configuration: { ...job.configuration },
    inputArtifacts: job.inputArtifacts.map(({ name }) => ({ name })),
  };
  for (const property of type.configuration) {
    const value = configurationValue(property, action);
    const isNeeded = isMissingTold && isRequired(property, action, type);
    if (isNeeded && property.isMissedAtRunTime && !value) {
      throw new ActionFailure("ConfigurationError", missedMessage(property));
    }
    const problem = problemOf(property, value, isNeeded);
    if (problem === null) continue;
    throw new ActionFailure("ConfigurationError", `Action ${job.actionName}: ${property.name} ${problem}.`);
  }
}

/** In the service's own words. @see https://github.com/hashicorp/terraform-provider-aws/issues/13121 */
function missedMessage({ name }: ConfigurationProperty): string {
  return `Configuration Property ${name} should not be empty in current ActionMode`;
}

function problemOf(property: ConfigurationProperty, value: string | undefined, isNeeded: boolean): string | null {
  if (value === undefined || value === "") return isNeeded ? "is missing" : null;
  const shown = property.secret ? "the value" : JSON.stringify(value);
  if (property.allowedValues && !property.allowedValues.includes(value)) {
    return `must be one of ${property.allowedValues.join(", ")}, and is ${shown}`;
  }
  if (property.type === "Number" && !/^-?\d+(\.\d+)?$/.test(value)) return `must be a number, and is ${shown}`;
  return null;
}
