import { z } from "zod";
import { findAction, type Draft } from "../draft";
import { isSecret } from "../validation/rules/advice/plaintext-secrets";
import { setConfiguration } from "./set-configuration";
import { updateAction } from "./update-action";

const variables = z.array(z.looseObject({ name: z.string(), value: z.string(), type: z.string().optional() }));

/**
 * Makes an action's plaintext secrets references to Secrets Manager, each to `<pipeline>/<variable>`: the value leaves
 * the definition, and a person has to store it under that name.
 */
export function referToSecrets(draft: Draft, actionKey: string): Draft {
  const action = findAction(draft, actionKey)?.action;
  if (!action) return draft;
  const refer = <Variable extends z.infer<typeof variables>[number]>(variable: Variable): Variable =>
    (variable.type ?? "PLAINTEXT") === "PLAINTEXT" && isSecret(variable)
      ? { ...variable, type: "SECRETS_MANAGER", value: `${draft.name}/${variable.name}` }
      : variable;
  const { environmentVariables } = action;
  const own = environmentVariables
    ? updateAction(draft, actionKey, { environmentVariables: environmentVariables.map(refer) })
    : draft;
  const json = action.configuration?.["EnvironmentVariables"];
  const parsed = json === undefined ? null : parseVariables(json);
  if (parsed === null) return own;
  const value = JSON.stringify(parsed.map(refer));
  return setConfiguration(own, { actionKey, name: "EnvironmentVariables", value });
}

function parseVariables(json: string): z.infer<typeof variables> | null {
  try {
    return variables.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    // Not JSON: then there is no variable in it to change.
    return null;
  }
}
