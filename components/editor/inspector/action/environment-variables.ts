import { z } from "zod";

export const ENVIRONMENT_VARIABLE_TYPES = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"] as const;

const environmentVariable = z.looseObject({
  name: z.string(),
  value: z.string(),
  type: z.string().optional(),
});
export type EnvironmentVariable = z.infer<typeof environmentVariable>;

/** The value of CodeBuild's `EnvironmentVariables`, a JSON array in a string; null when it is not one. */
export function parseEnvironmentVariables(json: string): readonly EnvironmentVariable[] | null {
  if (json.trim() === "") return [];
  try {
    const parsed = z.array(environmentVariable).safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Empty for no variables, which takes the key out. */
export function formatEnvironmentVariables(variables: readonly EnvironmentVariable[]): string {
  return variables.length === 0 ? "" : JSON.stringify(variables);
}
