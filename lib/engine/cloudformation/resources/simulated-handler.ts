import { physicalName } from "./physical-name";
import type { HandlerContext, Made, Properties, ResourceHandler } from "./resource-handler";
import { changingAttributes, longestName, simulatedCreateOnly, simulatedIdentity } from "./simulated-identity";

const BUCKET = "AWS::S3::Bucket";

/** A resource of any type that this engine does not make: remembered, and said to be simulated. */
export function simulatedHandler(type: string): ResourceHandler {
  const note =
    type === BUCKET
      ? "Simulated locally: no settings are made. The bucket is made by its first object."
      : `Simulated locally: ${type} is remembered, and nothing is made.`;
  function made(properties: Properties, context: HandlerContext & { readonly name: string }): Made {
    return { ...simulatedIdentity(type, properties, context), note };
  }
  return {
    isReal: false,
    createOnly: simulatedCreateOnly(type),
    create: async (properties, context) =>
      made(properties, { ...context, name: physicalName(context, longestName(type)) }),
    // Its identity stays: only what follows from the properties is told anew.
    update: async ({ physicalId, after }) => ({ physicalId, attributes: changingAttributes(type, after), note }),
    remove: async () => undefined,
  };
}
