import type { ArtifactLocation, ArtifactStore } from "../../artifacts/artifact-store";
import type { BuildLog, PhaseFailure } from "./build-log";
import type { ArtifactRule } from "./buildspec";
import { selectFiles } from "./select-files";

const PHASE = "UPLOAD_ARTIFACTS";

export interface Upload {
  readonly outputs: readonly {
    readonly name: string;
    readonly location: ArtifactLocation;
    readonly rule: ArtifactRule | null;
  }[];
  readonly directory: string;
  readonly boundary: string;
}

/** Packs every output artifact. Gives the reason when one cannot be made. */
export async function uploadArtifacts(
  upload: Upload,
  store: ArtifactStore,
  log: BuildLog,
): Promise<PhaseFailure | null> {
  if (upload.outputs.length === 0) return null;
  log.phaseEntered(PHASE);
  const message = await packOutputs(upload, store, log);
  const failure: PhaseFailure | null = message === null ? null : { phase: PHASE, code: "CLIENT_ERROR", message };
  log.phaseCompleted(PHASE, failure);
  return failure;
}

async function packOutputs({ outputs, directory, boundary }: Upload, store: ArtifactStore, log: BuildLog) {
  for (const { name, location, rule } of outputs) {
    if (!rule?.files?.length) return missingRule(name, outputs.length);
    log.line(`Assembling file list of ${name}`);
    const { entries, notes } = await selectFiles({ directory, boundary, rule });
    for (const note of notes) log.line(note);
    if (entries.length === 0) {
      const base = rule["base-directory"] === undefined ? "" : ` in base-directory ${rule["base-directory"]}`;
      return `no matching artifact paths found: output artifact ${name} wants ${rule.files.join(", ")}${base}`;
    }
    await store.putEntries(location, entries);
    log.line(`Found ${entries.length} file(s) for ${name}`);
  }
  return null;
}

function missingRule(name: string, outputCount: number): string {
  return outputCount === 1
    ? `the buildspec has no artifacts with files, but the action has the output artifact ${name}. Add artifacts: files:`
    : `the buildspec has no secondary-artifacts entry ${name} with files; with several output artifacts each needs one of its name`;
}
