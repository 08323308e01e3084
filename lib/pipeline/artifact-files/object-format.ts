export const OBJECT_FORMATS = ["zip", "json", "text", "tar", "gzip", "binary", "empty"] as const;
/** What an artifact's object is. Anything but a ZIP is one file. */
export type ObjectFormat = (typeof OBJECT_FORMATS)[number];

interface Signature {
  readonly at: number;
  readonly bytes: readonly number[];
  readonly what: string;
}

/** What well-known binary files begin with. */
const SIGNATURES: readonly Signature[] = [
  { at: 0, bytes: [0x50, 0x4b, 0x03, 0x04], what: "a ZIP archive" },
  { at: 0, bytes: [0x50, 0x4b, 0x05, 0x06], what: "an empty ZIP archive" },
  { at: 0, bytes: [0x1f, 0x8b], what: "data packed by gzip" },
  { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72], what: "a tar archive" },
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], what: "a PNG image" },
  { at: 0, bytes: [0xff, 0xd8, 0xff], what: "a JPEG image" },
  { at: 0, bytes: [0x47, 0x49, 0x46, 0x38], what: "a GIF image" },
  { at: 8, bytes: [0x57, 0x45, 0x42, 0x50], what: "a WebP image" },
  { at: 0, bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
  { at: 0, bytes: [0x7f, 0x45, 0x4c, 0x46], what: "a Linux program or library" },
  { at: 0, bytes: [0x4d, 0x5a], what: "a Windows program or library" },
  { at: 0, bytes: [0xca, 0xfe, 0xba, 0xbe], what: "a Java class or a macOS program" },
  { at: 0, bytes: [0x00, 0x61, 0x73, 0x6d], what: "a WebAssembly module" },
  { at: 0, bytes: [0x77, 0x4f, 0x46, 0x32], what: "a web font" },
  { at: 0, bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: "an SQLite database" },
  { at: 0, bytes: [0x42, 0x5a, 0x68], what: "data packed by bzip2" },
  { at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "data packed by xz" },
  { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], what: "data packed by Zstandard" },
];

/** What a binary file is, by its beginning; null when nothing well known begins like that. */
export function binaryKind(beginning: Uint8Array): string | null {
  const found = SIGNATURES.find(({ at, bytes }) => bytes.every((byte, index) => beginning[at + index] === byte));
  return found?.what ?? null;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  "a PNG image": "image/png",
  "a JPEG image": "image/jpeg",
  "a GIF image": "image/gif",
  "a WebP image": "image/webp",
};

/** The media type of a picture that no browser runs anything of; null for all else, SVG included. */
export function safeImageType(beginning: Uint8Array): string | null {
  return MEDIA_TYPES[binaryKind(beginning) ?? ""] ?? null;
}
