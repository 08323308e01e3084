import type { ArchiveEntry } from "../../artifacts/artifact-store";
import type { Shells } from "../processes/start-shells";
import type { StraySweep } from "../processes/stray-sweep";
import type { BuildCache } from "./cache/build-cache";
import type { BuildDirectories } from "./build-directories";
import type { BuildVariables } from "./build-variables";
import type { ArtifactRule, Buildspec } from "./buildspec";
import type { BuildIdentity } from "./codebuild-environment";
import type { UnpackInput } from "./prepare-source";
import type { PhaseObserver } from "./records/build-recorder";

/** How one output of a build is made and where it goes. */
export interface BuildOutput {
  readonly name: string;
  /** Null when the buildspec does not say. */
  readonly rule: ArtifactRule | null;
  /** What to write into the buildspec when there is no rule. */
  readonly missing: string;
  put(entries: readonly ArchiveEntry[]): Promise<void>;
}

/** What distinguishes a CodeBuild action, a build of a batch and a Commands action; all else is the same. */
export interface BuildPlan {
  readonly identity: BuildIdentity;
  /** The buildspec, and what the log should say about where it came from. @throws SpecError */
  readonly loadSpec: (sourceDirectory: string) => Promise<{ readonly spec: Buildspec; readonly origin: string }>;
  readonly variables: (spec: Buildspec) => Promise<BuildVariables>;
  readonly outputsOf: (spec: Buildspec) => readonly BuildOutput[];
  readonly observer: PhaseObserver;
  /** Whether the build may be made ready before its action has begun. */
  readonly isEarly: boolean;
  /** Aborted when the build has to end. */
  readonly signal: AbortSignal;
  /** Null where nothing is kept from one build to the next. */
  readonly cache: BuildCache | null;
  /** The project's own timeout; undefined: only that of the action. */
  readonly timeoutMs?: number | undefined;
}

export interface BuildMachine {
  readonly directories: BuildDirectories;
  readonly shells: Shells;
  readonly sweep: StraySweep;
  readonly unpackInput: UnpackInput;
}
