import type { Template } from "./read-template";

export const CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** A name that its author chose for an IAM resource, by type. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["AWS::IAM::Role", "RoleName"],
  ["AWS::IAM::User", "UserName"],
  ["AWS::IAM::Group", "GroupName"],
  ["AWS::IAM::ManagedPolicy", "ManagedPolicyName"],
  ["AWS::IAM::InstanceProfile", "InstanceProfileName"],
]);
const OTHER_IAM_TYPES = ["AWS::IAM::AccessKey", "AWS::IAM::Policy", "AWS::IAM::UserToGroupAddition"];

/**
 * Which capabilities CloudFormation wants acknowledged before it works on a template.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function requiredCapabilities(template: Template, work: "stack" | "change set"): readonly Capability[] {
  const needed: Capability[] = [];
  const resources = Object.values(template.Resources);
  const isNamed = resources.some(({ Type, Properties = {} }) => {
    const name = NAMES.get(Type);
    return name !== undefined && Object.hasOwn(Properties, name);
  });
  const isIam = resources.some(
    ({ Type, Properties = {} }) =>
      NAMES.has(Type) ||
      OTHER_IAM_TYPES.includes(Type) ||
      // The transform makes a role for a function that has none.
      (Type === "AWS::Serverless::Function" && !("Role" in Properties)),
  );
  if (isNamed) needed.push("CAPABILITY_NAMED_IAM");
  else if (isIam) needed.push("CAPABILITY_IAM");
  // A change set shows what macros came to, so only going straight to a stack takes trust.
  if (template.Transform !== undefined && work === "stack") needed.push("CAPABILITY_AUTO_EXPAND");
  return needed;
}

/** Those of a comma list; null for a list with one that CloudFormation does not have. */
export function parseCapabilities(list: string): readonly Capability[] | null {
  const found: Capability[] = [];
  for (const name of list.split(",").filter((part) => part !== "")) {
    const capability = CAPABILITIES.find((known) => known === name);
    if (!capability) return null;
    found.push(capability);
  }
  return found;
}

/** CAPABILITY_NAMED_IAM includes CAPABILITY_IAM. */
export function isAcknowledged(needed: Capability, given: readonly Capability[]): boolean {
  return given.includes(needed) || (needed === "CAPABILITY_IAM" && given.includes("CAPABILITY_NAMED_IAM"));
}
