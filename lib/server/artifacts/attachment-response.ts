import "server-only";
import { Readable } from "node:stream";
import { hasUnseen, showName } from "@/lib/pipeline/artifact-files/shown-name";
import type { ArtifactDownload } from "./download-artifact";

const LONGEST_NAME = 120;

/**
 * A response that a browser saves and never shows: whatever the file is or calls itself, it is bytes to it. The policy of
 * `next.config.js` for downloads holds even for one that opens it all the same.
 */
export function attachmentResponse({ stream, sizeBytes, fileName }: ArtifactDownload): Response {
  // Node's stream types and the DOM's describe the same object.
  const body = Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(sizeBytes),
      "content-disposition": contentDisposition(fileName),
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    },
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc6266 */
export function contentDisposition(fileName: string): string {
  const seen = hasUnseen(fileName) ? showName(fileName) : fileName;
  const safe = seen.replaceAll(/[/\\:*?"<>|]/g, "_").replace(/^\.+/, (dots) => "_".repeat(dots.length));
  // Half a surrogate pair is no text to be encoded.
  const whole = Buffer.from(safe.slice(0, LONGEST_NAME)).toString("utf8") || "file";
  const ascii = whole.replaceAll(/[^\x20-\x7e]/g, "_").replaceAll("%", "_");
  const encoded = encodeURIComponent(whole).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
