import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { ActionFailure } from "../../runners/action-failure";
import type { SecretSource } from "../../runners/codebuild/secrets";
import { HandlerFailure, type Made, type Properties, type ResourceHandler } from "./resource-handler";

const REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}/g;

/**
 * A handler that gets values where the properties have dynamic references. One that this machine keeps no value for stays
 * as it is written, where AWS would give up: templates are tried before there are any secrets. The resource says so.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withDynamicReferences(handler: ResourceHandler, values: SecretSource): ResourceHandler {
  return {
    ...handler,
    async create(properties, context, begun) {
      const { resolve, note } = await lookUp([properties], values);
      return noted(() => handler.create(resolve(properties), context, begun), note);
    },
    async update({ physicalId, before, after }, context) {
      const { resolve, note } = await lookUp([before, after], values);
      const change = { physicalId, before: resolve(before), after: resolve(after) };
      return noted(() => handler.update(change, context), note);
    },
  };
}

async function lookUp(properties: readonly Properties[], values: SecretSource) {
  const found = new Map<string, string>();
  const missing: string[] = [];
  const references = new Map(
    [...JSON.stringify(properties).matchAll(REFERENCE)].map(([whole, service = "", reference = ""]) => [
      whole,
      { service, reference },
    ]),
  );
  for (const [whole, { service, reference }] of references) {
    try {
      found.set(whole, await valueOf(service, reference, values));
    } catch (error) {
      if (!(error instanceof ActionFailure)) throw error;
      missing.push(`${whole} stays as it is written: ${error.message}`);
    }
  }
  return {
    resolve: (one: Properties): Properties =>
      Object.fromEntries(Object.entries(one).map(([name, value]) => [name, replaced(value, found)])),
    note: missing.length === 0 ? undefined : `Simulated locally: ${missing.join(" ")}`,
  };
}

function replaced(value: unknown, found: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.replace(REFERENCE, (whole) => found.get(whole) ?? whole);
  if (Array.isArray(value)) return value.map((item) => replaced(item, found));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, found)]));
}

/** @param reference `name:version` of a parameter, `id:SecretString:json-key:stage:version` of a secret */
function valueOf(service: string, reference: string, values: SecretSource): Promise<string> {
  if (service !== "secretsmanager") return values.parameter(reference.replace(/:\d+$/, ""));
  const parts = reference.split(":");
  const idLength = reference.startsWith("arn:") ? 7 : 1;
  // The only kind there is; references of builds do not have it.
  const [, ...rest] = parts.slice(idLength);
  return values.secret([...parts.slice(0, idLength), ...rest].join(":"));
}

/** What is made says what is missing, and so does what could not be made, maybe for want of that. */
async function noted(make: () => Promise<Made>, note: string | undefined): Promise<Made> {
  if (note === undefined) return make();
  try {
    const made = await make();
    return { ...made, note: [made.note, note].filter(Boolean).join("; ") };
  } catch (error) {
    if (!(error instanceof HandlerFailure)) throw error;
    throw new HandlerFailure(`${error.message}; ${note}`, { cause: error });
  }
}
