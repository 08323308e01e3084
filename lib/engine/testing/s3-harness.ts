import { S3Client } from "@aws-sdk/client-s3";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createObjectRemover } from "../buckets/object-remover";
import { createObjectWriter } from "../buckets/object-writer";
import { createStoredObjects } from "../buckets/stored-objects";
import { startHttpServer } from "../http-server";
import { createRequestHandler, type RequestHandlerOptions } from "../protocol/handle-request";
import { KEYS, protocolOptions } from "./protocol-options";

type Keys = typeof KEYS & { readonly sessionToken?: string };

/** S3 on a port, with its buckets below `artifacts` and `s3` of a directory. What is put goes to `s3`. */
export interface S3Harness {
  readonly directory: string;
  readonly port: number;
  readonly client: S3Client;
  /** A client that has other keys. */
  clientOf(credentials: Keys): S3Client;
  /** Writes files without asking S3. @param files what is in each, by its path below the directory */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  dispose(): Promise<void>;
}

export async function startS3Harness(parts: Partial<RequestHandlerOptions> = {}): Promise<S3Harness> {
  const directory = await mkdtemp(path.join(tmpdir(), "penstock-s3-"));
  const roots = [path.join(directory, "artifacts"), path.join(directory, "s3")];
  const server = await startHttpServer({
    port: 0,
    handle: createRequestHandler(
      protocolOptions({
        objects: createStoredObjects(roots),
        writer: createObjectWriter({ rootOf: () => path.join(directory, "s3"), newId: () => randomUUID() }),
        remover: createObjectRemover(roots),
        ...parts,
      }),
    ),
  });
  const clientOf = (credentials: Keys): S3Client =>
    new S3Client({
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${server.port}`,
      credentials,
      forcePathStyle: true,
      maxAttempts: 1,
    });
  const client = clientOf(KEYS);
  return {
    directory,
    port: server.port,
    client,
    clientOf,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(directory, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    },
    async dispose() {
      client.destroy();
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}
