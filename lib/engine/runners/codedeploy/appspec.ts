import { z } from "zod";
import { entryOf } from "@/lib/pipeline/entry-of";
import { checkEventTimeout, hook, hooksFrom, type Hook } from "../agent/hook";
import { checkPlaces, fileEntry } from "../agent/file-entry";
import { permission } from "../agent/permission";
import { orNothing, parseSpec } from "../spec-file/parse-spec";

/** In front of an installation, where a load balancer keeps traffic away. */
export const BLOCK_EVENTS = ["BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic"] as const;
/** An installation. */
export const INSTALL_EVENTS = [
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
] as const;
/** Behind it, where a load balancer lets traffic in. */
export const ALLOW_EVENTS = ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"] as const;

export type LifecycleEvent =
  | (typeof BLOCK_EVENTS)[number]
  | (typeof INSTALL_EVENTS)[number]
  | (typeof ALLOW_EVENTS)[number];

/** What the agent does itself: no script can take part. */
const RESERVED_EVENTS: readonly LifecycleEvent[] = ["BlockTraffic", "DownloadBundle", "Install", "AllowTraffic"];
const SCRIPTABLE_EVENTS = [...BLOCK_EVENTS, ...INSTALL_EVENTS, ...ALLOW_EVENTS].filter(
  (event) => !RESERVED_EVENTS.includes(event),
);

const OTHER_PLATFORM =
  "this appspec is for ECS or Lambda, and this action deploys to instances. Use an action of CodeDeployToECS or Lambda.";
const otherPlatform = z.custom<undefined>((value) => value === undefined, OTHER_PLATFORM).optional();

const appspec = z.looseObject({
  Resources: otherPlatform,
  resources: otherPlatform,
  version: z.enum(["0.0"]),
  os: z.enum(["linux"], { error: "must be linux: this machine plays Linux instances" }),
  files: orNothing(z.array(fileEntry)),
  file_exists_behavior: z.enum(["DISALLOW", "OVERWRITE", "RETAIN"]).optional(),
  permissions: orNothing(z.array(permission)),
  hooks: orNothing(z.record(z.string(), orNothing(z.array(hook)))),
});

export type Appspec = z.infer<typeof appspec>;

/** @throws SpecError that names the line and what to change */
export function parseAppspec(text: string, fileName = "appspec.yml"): Appspec {
  const spec = parseSpec(appspec, text, fileName);
  checkPlaces(fileName, spec);
  for (const [event, hooks] of Object.entries(spec.hooks ?? {})) checkEventTimeout(fileName, event, hooks ?? []);
  return spec;
}

/** Hooks of events that run no scripts, a slip of the pen mostly: the agent never comes to them, and says nothing. */
export function ignoredEvents({ hooks }: Appspec): readonly string[] {
  return Object.keys(hooks ?? {}).filter((event) => !SCRIPTABLE_EVENTS.some((known) => known === event));
}

/** The scripts of an event; none when the appspec has none. */
export function hooksOf(spec: Appspec, event: string): readonly Hook[] {
  return hooksFrom(entryOf(spec.hooks, event) ?? []);
}
