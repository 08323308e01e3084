import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

interface ZipContent {
  readonly path: string;
  readonly content: Buffer | string;
  readonly mode?: number;
  readonly compress?: boolean;
}

/** A ZIP of these files, in this order. A path that ends in `/` is a folder. */
export async function zipOf(files: readonly ZipContent[], patch?: readonly [string, string]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, content, mode, compress } of files) {
    if (path.endsWith("/")) zip.addEmptyDirectory(path);
    else {
      zip.addBuffer(Buffer.from(content), path, {
        ...(mode !== undefined && { mode }),
        ...(compress !== undefined && { compress }),
      });
    }
  }
  zip.end();
  // yazl's stream is Node's own, typed before Node's types had iterators.
  const bytes = await buffer(zip.outputStream as NodeJS.ReadableStream);
  return patch ? replaceBytes(bytes, patch) : bytes;
}

/** Names that no library writes are put in afterwards, at the same length. */
export function replaceBytes(bytes: Buffer, [from, to]: readonly [string, string]): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}
