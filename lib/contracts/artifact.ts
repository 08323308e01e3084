import { z } from "zod";
import { archiveEntry, archiveFinding } from "@/lib/pipeline/artifact-files/archive-entry";
import { fileComparison } from "@/lib/pipeline/artifact-files/compare-files";
import { OBJECT_FORMATS } from "@/lib/pipeline/artifact-files/object-format";
import { pathSegment } from "./path-segment";
import { executionAddress } from "./pipeline-address";

/** The path parameters of everything that belongs to one artifact of one attempt of an action. */
export const artifactAddress = executionAddress.extend({ actionExecutionId: pathSegment, artifactName: pathSegment });
export type ArtifactAddress = z.infer<typeof artifactAddress>;

/** An entry with what its name gives away. */
export const listedEntry = archiveEntry.extend({
  /** Why it looks as if it held secrets; null when it does not. */
  secret: z.string().nullable(),
});
export type ListedEntry = z.infer<typeof listedEntry>;

/** The object behind an artifact as it is now. */
export const artifactObject = z.object({
  bucket: z.string(),
  key: z.string(),
  sizeBytes: z.number(),
  etag: z.string(),
  versionId: z.string().nullable(),
  lastModifiedAt: z.iso.datetime().nullable(),
});

/** What is in an artifact: for a ZIP its entries, for anything else the one file that it is. */
export const artifactListing = z.object({
  object: artifactObject,
  format: z.enum(OBJECT_FORMATS),
  entries: z.array(listedEntry),
  findings: z.array(archiveFinding),
  /** How many entries the archive has; more than are listed where it has too many. */
  entryCount: z.number(),
  /** So little that it is hashed without being asked to. */
  isSmall: z.boolean(),
  /** Whether whoever asked may read what is in the files. */
  canRead: z.boolean(),
});
export type ArtifactListing = z.infer<typeof artifactListing>;

/** So long a path, and no longer, can be asked for. */
export const LONGEST_FILE_PATH = 1_024;
export const fileInput = z.object({ file: z.string().min(1).max(LONGEST_FILE_PATH) });

const secretPlace = z.object({ line: z.number(), what: z.string() });

/** The beginning of a file. */
export const filePreview = z.object({
  id: z.string(),
  sizeBytes: z.number(),
  content: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("text"),
      text: z.string(),
      encoding: z.enum(["UTF-8", "UTF-16", "Latin-1"]),
      /** Only the beginning is there. */
      isCut: z.boolean(),
      /** Values that look like secrets are dots. */
      isMasked: z.boolean(),
    }),
    z.object({ kind: z.literal("binary"), what: z.string() }),
    /** Held back because of its name, until somebody asks for it. */
    z.object({ kind: z.literal("withheld"), why: z.string() }),
    z.object({ kind: z.literal("image"), mediaType: z.string(), base64: z.string() }),
  ]),
  secrets: z.array(secretPlace),
  /** Hexadecimal; null where only the beginning was read. */
  sha256: z.string().nullable(),
});
export type FilePreview = z.infer<typeof filePreview>;

/** How far the reading of a whole artifact has come, and at its end what that told. */
export const artifactInspection = z.discriminatedUnion("status", [
  z.object({ status: z.literal("working"), doneBytes: z.number(), totalBytes: z.number() }),
  z.object({
    status: z.literal("done"),
    /** Of the object itself, hexadecimal. */
    sha256: z.string(),
    files: z.array(z.object({ id: z.string(), sha256: z.string().nullable(), secret: z.string().nullable() })),
    findings: z.array(archiveFinding),
  }),
]);
export type ArtifactInspection = z.infer<typeof artifactInspection>;

/** An execution in which the same action had an artifact of the same name. */
export const earlierArtifact = z.object({
  pipelineExecutionId: z.string(),
  startedAt: z.iso.datetime(),
  status: z.string(),
  revisionId: z.string().nullable(),
});
export type EarlierArtifact = z.infer<typeof earlierArtifact>;
export const earlierArtifacts = z.object({ runs: z.array(earlierArtifact) });

/** `previous` is the last one before this. */
export const againstInput = z.object({ against: z.union([z.literal("previous"), z.uuid()]) });

/** This artifact against that of another execution, which is what was before. */
export const artifactComparison = z.object({
  against: earlierArtifact,
  beforeObject: artifactObject,
  files: z.array(fileComparison),
  /** Files that are the same are counted and left out. */
  sameCount: z.number(),
  comparedBy: z.enum(["SHA-256", "CRC-32"]),
  /** Not every entry of both is listed, so neither is every difference. */
  isPartial: z.boolean(),
});
export type ArtifactComparison = z.infer<typeof artifactComparison>;

/** A stretch of lines in which two texts differ. Line numbers are those of its first line, from 1. */
export const textHunk = z.object({
  beforeLine: z.number(),
  afterLine: z.number(),
  /** A `note` is about the line before it: that no newline ends it. */
  lines: z.array(z.object({ change: z.enum(["same", "added", "removed", "note"]), text: z.string() })),
});
export type TextHunk = z.infer<typeof textHunk>;

/** One file's text before and after, as the stretches that differ. */
export const textComparison = z.object({
  content: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("hunks"), hunks: z.array(textHunk), isMasked: z.boolean() }),
    z.object({ kind: z.literal("withheld"), why: z.string() }),
    /** Why there is no text to compare. */
    z.object({ kind: z.literal("none"), why: z.string() }),
  ]),
});
export type TextComparison = z.infer<typeof textComparison>;
