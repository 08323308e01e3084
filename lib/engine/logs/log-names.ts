import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** Of file systems, in bytes; an encoded name has one per character. */
const LONGEST_NAME = 255;
/** Stands where a name was cut. No encoded name has it. */
const CUT = "%~";
/** Beside the streams of a group whose directory has a cut name: the whole one. */
const WHOLE_NAME = ".name";

/** The directory of a log group: its name percent-encoded, or the beginning of that and a hash where it is too long. */
export function groupDirectory(root: string, group: string): string {
  return path.join(root, shortened(group, ""));
}

/** Group names are as long as the projects of builds let them be; what streams the engine writes have short names. */
export function streamFile(root: string, group: string, stream: string): string {
  return path.join(groupDirectory(root, group), shortened(stream, ".log"));
}

/** Before a group gets its first stream: lets its name be read again from its directory. */
export function noteGroup(root: string, group: string): void {
  const directory = groupDirectory(root, group);
  if (!directory.includes(CUT)) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, WHOLE_NAME), group);
}

/** The group whose directory this is. */
export async function groupOf(root: string, directory: string): Promise<string> {
  return directory.includes(CUT)
    ? readFile(path.join(root, directory, WHOLE_NAME), "utf8")
    : decodeURIComponent(directory);
}

/** A name as that of a file. Percent-encoding leaves a star and a leading dot, which would mean something there. */
function shortened(name: string, extension: string): string {
  const encoded = encodeURIComponent(name).replaceAll("*", "%2A").replace(/^\./, "%2E");
  if (encoded.length + extension.length <= LONGEST_NAME) return `${encoded}${extension}`;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 32);
  return `${encoded.slice(0, LONGEST_NAME - hash.length - CUT.length - extension.length)}${CUT}${hash}${extension}`;
}
