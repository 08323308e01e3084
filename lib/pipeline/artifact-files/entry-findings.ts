import type { ArchiveEntry, ArchiveFinding } from "./archive-entry";
import { hasUnseen, showName } from "./shown-name";

/** An entry with where the archive keeps it: needed to see that two share their bytes. */
export interface PlacedEntry extends ArchiveEntry {
  /** Offset of its local header in the archive, in bytes. */
  readonly headerAt: number;
}

/** Paths longer than this cannot be unpacked on Linux, and S3 takes no key as long. */
const LONGEST_PATH = 1_024;
/** Names and fixed members of a local header are at least this long. */
const LOCAL_HEADER_BYTES = 30;
/** The most that an archive may swell, looked at from so many bytes on: as the engine's own unpacking. */
const MOST_RATIO = 200;
const RATIO_FROM_BYTES = 16 * 1024 ** 2;
/** Findings of one kind that are told one by one. */
const TOLD_PER_CODE = 5;

/** What is suspicious about the entries of an archive, worst first. Looks at their descriptions only. */
export function entryFindings(entries: readonly PlacedEntry[]): ArchiveFinding[] {
  const findings = [
    ...entries.flatMap((entry) => nameFindings(entry)),
    ...duplicateFindings(entries),
    ...overlapFindings(entries),
    ...ratioFindings(entries),
    ...entries.flatMap((entry) => kindFindings(entry)),
  ];
  return [...summarised(findings)].toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK = { danger: 0, warning: 1, note: 2 } as const satisfies Record<ArchiveFinding["severity"], number>;

function nameFindings(entry: ArchiveEntry): ArchiveFinding[] {
  const { path, id } = entry;
  const name = quoted(path);
  const found: ArchiveFinding[] = [];
  const tell = (code: string, severity: ArchiveFinding["severity"], message: string) =>
    found.push({ code, severity, message, entryId: id });
  if (path.split("/").includes(".."))
    tell("name-climbs", "danger", `${name} leads outside the folder it is unpacked in.`);
  if (/^(\/|[A-Za-z]:)/.test(path)) tell("name-absolute", "danger", `${name} is an absolute path.`);
  if (hasUnseen(path)) {
    tell("name-unseen", "warning", `${name} holds characters that cannot be seen or that turn text around.`);
  }
  if (path.length > LONGEST_PATH) {
    tell(
      "name-long",
      "warning",
      `${name} has ${path.length} characters; ${LONGEST_PATH} is the most that unpacks everywhere.`,
    );
  }
  if (path === "" || path === "/") tell("name-empty", "warning", "An entry has no name.");
  return found;
}

function kindFindings({ kind, path, id, unreadable }: ArchiveEntry): ArchiveFinding[] {
  const name = quoted(path);
  const tell = (code: string, severity: ArchiveFinding["severity"], message: string): ArchiveFinding => ({
    code,
    severity,
    message,
    entryId: id,
  });
  if (kind === "other")
    return [tell("special-file", "warning", `${name} is a device, a socket or another special file.`)];
  if (kind === "link") return [tell("link", "note", `${name} is a link. It is shown, never followed.`)];
  if (unreadable === "encrypted")
    return [tell("encrypted", "warning", `${name} is encrypted, so its content cannot be shown.`)];
  if (unreadable === "contradictory size") {
    return [tell("size", "danger", `${name} says two things about its size, so its content is not read.`)];
  }
  if (unreadable) return [tell("compression", "warning", `${name} is packed in a way that cannot be read here.`)];
  return [];
}

function duplicateFindings(entries: readonly ArchiveEntry[]): ArchiveFinding[] {
  const kinds = new Map<string, ArchiveEntry["kind"]>();
  return entries.flatMap(({ path, id, kind }) => {
    const place = path.replace(/\/+$/, "");
    const known = kinds.get(place);
    kinds.set(place, kind);
    if (known === undefined || (known === "folder" && kind === "folder")) return [];
    const message =
      known === kind
        ? `${quoted(path)} is there more than once; which one wins depends on who unpacks it.`
        : `${quoted(path)} is both a ${known} and a ${kind}.`;
    return [{ code: "name-duplicate", severity: "danger", message, entryId: id }];
  });
}

/** Entries that share bytes unpack to far more than the archive holds. */
function overlapFindings(entries: readonly PlacedEntry[]): ArchiveFinding[] {
  const byPlace = entries.toSorted((a, b) => a.headerAt - b.headerAt);
  let end = 0;
  return byPlace.flatMap(({ headerAt, packedBytes, path, id }) => {
    const isInside = headerAt < end;
    end = Math.max(end, headerAt + LOCAL_HEADER_BYTES + packedBytes);
    const message = `${quoted(path)} shares its bytes with another entry, as in archives made to swell.`;
    return isInside ? [{ code: "overlap", severity: "danger" as const, message, entryId: id }] : [];
  });
}

function ratioFindings(entries: readonly ArchiveEntry[]): ArchiveFinding[] {
  const swelling = entries.flatMap(({ sizeBytes, packedBytes, path, id }): ArchiveFinding[] => {
    if (sizeBytes < RATIO_FROM_BYTES || sizeBytes <= packedBytes * MOST_RATIO) return [];
    const times = packedBytes === 0 ? "any number of" : Math.round(sizeBytes / packedBytes).toLocaleString("en");
    const message = `${quoted(path)} swells to ${times} times its packed size.`;
    return [{ code: "swells", severity: "danger", message, entryId: id }];
  });
  return swelling;
}

/** Keeps the first few of each code and counts the rest, so that a hostile archive cannot fill the page. */
function* summarised(findings: readonly ArchiveFinding[]): Generator<ArchiveFinding> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const count = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, count);
    if (count <= TOLD_PER_CODE) yield finding;
  }
  for (const finding of findings) {
    const count = counts.get(finding.code) ?? 0;
    if (count <= TOLD_PER_CODE) continue;
    counts.delete(finding.code);
    const more = (count - TOLD_PER_CODE).toLocaleString("en");
    yield { ...finding, message: `${more} more entries like these (${finding.code}).`, entryId: null };
  }
}

const QUOTED_LENGTH = 80;

function quoted(path: string): string {
  const shown = path.length > QUOTED_LENGTH ? `${path.slice(0, QUOTED_LENGTH)}…` : path;
  return `“${showName(shown)}”`;
}
