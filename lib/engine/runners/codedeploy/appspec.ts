import { z } from "zod";
import { parseSpec, SpecError } from "../spec-file/parse-spec";

/** The events of an in-place deployment without a load balancer, in order. */
export const LIFECYCLE_EVENTS = [
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** Accepted, but only a load balancer makes them happen. */
const TRAFFIC_EVENTS = ["BeforeBlockTraffic", "AfterBlockTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"] as const;
const SCRIPTABLE_EVENTS = [
  ...LIFECYCLE_EVENTS.filter((event) => event !== "DownloadBundle" && event !== "Install"),
  ...TRAFFIC_EVENTS,
];

const DEFAULT_TIMEOUT_SECONDS = 3600;
/** For one script, and for all scripts of one event together. */
const LONGEST_TIMEOUT_SECONDS = 3600;

const hook = z.looseObject({
  location: z.string().min(1, "must name a script"),
  timeout: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "must be a number of seconds from 1 to 3600")
    .optional(),
  runas: z.string().optional(),
});

const permission = z.looseObject({
  object: z.string().startsWith("/", "must be an absolute path"),
  pattern: z.string().optional(),
  except: z.array(z.string()).optional(),
  owner: z.string().optional(),
  group: z.string().optional(),
  mode: z
    .string()
    .regex(/^[0-7]{1,4}$/, "must be an octal mode such as 644 or 0755")
    .optional(),
  acls: z.array(z.string()).optional(),
  context: z.unknown().optional(),
  type: z.array(z.enum(["file", "directory"])).optional(),
});

const appspec = z.looseObject({
  version: z.enum(["0.0"]),
  os: z.enum(["linux"]),
  files: z
    .array(z.looseObject({ source: z.string().min(1, "must name a file or directory"), destination: z.string() }))
    .optional(),
  file_exists_behavior: z.enum(["DISALLOW", "OVERWRITE", "RETAIN"]).optional(),
  permissions: z.array(permission).optional(),
  hooks: z.record(z.string(), z.array(hook)).optional(),
});

export type Appspec = z.infer<typeof appspec>;
export type AppspecPermission = z.infer<typeof permission>;

export interface Hook {
  readonly location: string;
  readonly timeoutMs: number;
  readonly runas?: string | undefined;
}

/** @throws SpecError that names the line and what to change */
export function parseAppspec(text: string): Appspec {
  const spec = parseSpec(appspec, text, "appspec.yml");
  for (const { destination } of spec.files ?? []) checkDestination(destination);
  for (const { object } of spec.permissions ?? []) checkDestination(object);
  for (const event of Object.keys(spec.hooks ?? {})) checkEvent(event, spec);
  return spec;
}

/** The scripts of an event; none when the appspec has none. */
export function hooksOf(spec: Appspec, event: string): readonly Hook[] {
  const hooks = spec.hooks !== undefined && Object.hasOwn(spec.hooks, event) ? spec.hooks[event] : undefined;
  return (hooks ?? []).map(({ location, timeout, runas }) => ({
    location,
    timeoutMs: Number(timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    runas,
  }));
}

function checkDestination(destination: string): void {
  const isPath = destination.startsWith("/") && !destination.includes("\0") && !destination.split("/").includes("..");
  if (!isPath) {
    throw new SpecError(
      `appspec.yml: the destination ${JSON.stringify(destination)} must be an absolute path without "..", such as /srv/app`,
    );
  }
}

function checkEvent(event: string, spec: Appspec): void {
  if (!SCRIPTABLE_EVENTS.some((known) => known === event)) {
    throw new SpecError(
      `appspec.yml: ${event} is not an event that runs scripts. Those are: ${SCRIPTABLE_EVENTS.join(", ")}`,
    );
  }
  const timeouts = (spec.hooks?.[event] ?? []).map(({ timeout }) => Number(timeout ?? 0));
  if (timeouts.reduce((sum, timeout) => sum + timeout, 0) > LONGEST_TIMEOUT_SECONDS) {
    throw new SpecError(`appspec.yml: the timeouts of ${event} add up to more than ${LONGEST_TIMEOUT_SECONDS} seconds`);
  }
}
