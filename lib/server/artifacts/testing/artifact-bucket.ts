import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createStoredObjects } from "@/lib/engine/buckets/stored-objects";
import { type HttpServer, startHttpServer } from "@/lib/engine/http-server";
import { createRequestHandler } from "@/lib/engine/protocol/handle-request";
import { KEYS, protocolOptions } from "@/lib/engine/testing/protocol-options";

export const BUCKET = "shop-artifacts";

export interface ArtifactBucket {
  url(): string;
  put(key: string, content: Buffer | string): Promise<void>;
  remove(key: string): Promise<void>;
  /** The `Range` of every request so far; empty for one without. */
  readonly ranges: string[];
  /** Answers the next requests in the place of the engine, until it returns null. */
  intercept(answer: ((request: Request) => Response | null) | null): void;
}

/** A bucket of the local engine behind its own HTTP, for the tests of one file. */
export function artifactBucket(): ArtifactBucket {
  let directory: string;
  let server: HttpServer;
  let intercepted: ((request: Request) => Response | null) | null = null;
  const ranges: string[] = [];
  const fileOf = (key: string) => path.join(directory, BUCKET, key);

  beforeAll(async () => {
    process.env["AWS_ACCESS_KEY_ID"] = KEYS.accessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = KEYS.secretAccessKey;
    directory = await mkdtemp(path.join(tmpdir(), "penstock-bucket-"));
    await mkdir(path.join(directory, BUCKET), { recursive: true });
    const handle = createRequestHandler(protocolOptions({ objects: createStoredObjects([directory]) }));
    server = await startHttpServer({
      port: 0,
      handle: async (request) => {
        ranges.push(request.headers.get("range") ?? "");
        return intercepted?.(request) ?? handle(request);
      },
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true });
  });

  return {
    ranges,
    url: () => `http://127.0.0.1:${server.port}`,
    async put(key, content) {
      await mkdir(path.dirname(fileOf(key)), { recursive: true });
      await writeFile(fileOf(key), content);
    },
    remove: (key) => rm(fileOf(key)),
    intercept: (answer) => {
      intercepted = answer;
    },
  };
}
