import type { Template } from "./read-template";
import { TemplateError } from "./template-error";

const ALPHANUMERIC = /^[A-Za-z0-9]{1,255}$/;
const RESOURCE_TYPE = /^[A-Za-z0-9]+(?:::[A-Za-z0-9@_-]+){1,3}$/;
const PARAMETER_TYPE =
  /^(?:String|Number|CommaDelimitedList|List<(?:Number|String|AWS::[A-Za-z0-9:]+)>|AWS::[A-Za-z0-9:<>]+)$/;

/** Refuses what nothing can be called, and types that are none. @throws TemplateError */
export function checkNames({ Resources, Parameters, Outputs }: Template): void {
  for (const [kind, section] of Object.entries({ Resource: Resources, Parameter: Parameters, Output: Outputs })) {
    const name = Object.keys(section).find((one) => !ALPHANUMERIC.test(one));
    if (name !== undefined) throw new TemplateError(`Template format error: ${kind} name ${name} is non alphanumeric.`);
  }
  const types = Object.values(Resources).flatMap(({ Type }) => (RESOURCE_TYPE.test(Type) ? [] : [Type]));
  if (types.length > 0)
    throw new TemplateError(`Template format error: Unrecognized resource types: [${types.join(", ")}]`);
  const type = Object.values(Parameters).find(({ Type }) => !PARAMETER_TYPE.test(Type))?.Type;
  if (type !== undefined) throw new TemplateError(`Template format error: Unrecognized parameter type: ${type}`);
}
