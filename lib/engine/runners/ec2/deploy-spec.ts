import { z } from "zod";
import { checkPlaces, fileEntry } from "../agent/file-entry";
import { checkEventTimeout, hook, hooksFrom, type Hook } from "../agent/hook";
import { permission, type Permission } from "../agent/permission";
import { hooksOf, parseAppspec } from "../codedeploy/appspec";
import { orNothing, parseSpec } from "../spec-file/parse-spec";

/** What an EC2 deploy action does on each instance, whichever way it was told. */
export interface DeploySpec {
  readonly files: readonly { readonly source: string; readonly destination: string }[];
  readonly permissions: readonly Permission[];
  readonly before: readonly DeployScript[];
  readonly after: readonly DeployScript[];
  /** On the instance, where scripts run; unset: in the unpacked artifact. */
  readonly workingDirectory?: string;
}

export interface DeployScript {
  readonly hook: Hook;
  /** LIFECYCLE_EVENT of the script. */
  readonly event: string;
}

const FORMATS = ["0.1", "0.0"] as const;
const SCRIPT_EVENTS = ["BeforeDeploy", "AfterDeploy"] as const;

const version = z.looseObject({ version: z.enum(FORMATS) });
const deploySpec = z.looseObject({
  version: z.literal("0.1"),
  files: orNothing(z.array(fileEntry)),
  permissions: orNothing(z.array(permission)),
  scripts: z.strictObject({ BeforeDeploy: z.array(hook).optional(), AfterDeploy: z.array(hook).optional() }).optional(),
});

/**
 * Reads a deploy spec file: format 0.1 of its own, or an AppSpec (0.0), whose hooks count as before or after.
 * @throws SpecError that names the line and what to change
 */
export function parseDeploySpec(text: string, fileName: string): DeploySpec {
  const format = parseSpec(version, text, fileName).version;
  return format === "0.0" ? fromAppspec(text, fileName) : fromDeploySpec(text, fileName);
}

/** Everything of the artifact into one directory, and a script on either side of it. */
export function inlineDeploySpec(options: {
  readonly targetDirectory: string;
  readonly preScript: string | undefined;
  readonly postScript: string;
}): DeploySpec {
  const { targetDirectory, preScript, postScript } = options;
  const files = [{ source: "/", destination: targetDirectory }];
  checkPlaces("TargetDirectory", { files });
  const script = (location: string, event: string): DeployScript[] =>
    hooksFrom([{ location }]).map((entry) => ({ hook: entry, event }));
  return {
    files,
    permissions: [],
    before: preScript === undefined ? [] : script(preScript, "BEFORE_DEPLOY"),
    after: script(postScript, "AFTER_DEPLOY"),
    workingDirectory: targetDirectory,
  };
}

function fromDeploySpec(text: string, fileName: string): DeploySpec {
  const { files = [], permissions = [], scripts = {} } = parseSpec(deploySpec, text, fileName);
  checkPlaces(fileName, { files, permissions });
  for (const event of SCRIPT_EVENTS) checkEventTimeout(fileName, event, scripts[event] ?? []);
  const scriptsOf = (entries: Parameters<typeof hooksFrom>[0], event: string): DeployScript[] =>
    hooksFrom(entries).map((entry) => ({ hook: entry, event }));
  return {
    files,
    permissions,
    before: scriptsOf(scripts.BeforeDeploy ?? [], "BEFORE_DEPLOY"),
    after: scriptsOf(scripts.AfterDeploy ?? [], "AFTER_DEPLOY"),
  };
}

/** Its scripts still find the event they were written for in LIFECYCLE_EVENT. */
function fromAppspec(text: string, fileName: string): DeploySpec {
  const spec = parseAppspec(text, fileName);
  const scriptsOf = (...events: readonly string[]): DeployScript[] =>
    events.flatMap((event) => hooksOf(spec, event).map((entry) => ({ hook: entry, event })));
  return {
    files: spec.files ?? [],
    permissions: spec.permissions ?? [],
    before: scriptsOf("ApplicationStop", "BeforeInstall"),
    after: scriptsOf("AfterInstall", "ApplicationStart", "ValidateService"),
  };
}
