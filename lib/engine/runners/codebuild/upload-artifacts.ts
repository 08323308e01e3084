import type { BuildLog, PhaseFailure } from "./build-log";
import type { BuildOutput } from "./build-plan";
import { selectFiles } from "./select-files";

const PHASE = "UPLOAD_ARTIFACTS";

export interface Upload {
  readonly outputs: readonly BuildOutput[];
  readonly directory: string;
  readonly boundary: string;
}

/** Packs every output artifact. Gives the reason when one cannot be made. */
export async function uploadArtifacts(upload: Upload, log: BuildLog): Promise<PhaseFailure | null> {
  log.phaseEntered(PHASE);
  const message = await packOutputs(upload, log);
  const failure: PhaseFailure | null = message === null ? null : { phase: PHASE, code: "CLIENT_ERROR", message };
  log.phaseCompleted(PHASE, failure);
  return failure;
}

async function packOutputs({ outputs, directory: source, boundary }: Upload, log: BuildLog): Promise<string | null> {
  for (const { name, rule, missing, put } of outputs) {
    if (!rule?.files?.length) return missing;
    log.line(`Assembling file list of ${name}`);
    const { entries, hasBase, notes } = await selectFiles({ directory: source, boundary, rule });
    for (const note of notes) log.line(note);
    if (entries.length === 0) {
      const { "base-directory": directory } = rule;
      if (directory && !hasBase) {
        return `no matching base directory path found for ${directory}: output artifact ${name} wants one within the build's own directory`;
      }
      const base = directory === undefined ? "" : ` in base-directory ${directory}`;
      return `no matching artifact paths found: output artifact ${name} wants ${rule.files.join(", ")}${base}`;
    }
    await put(entries);
    log.line(`Found ${entries.length} file(s) for ${name}`);
  }
  return null;
}
