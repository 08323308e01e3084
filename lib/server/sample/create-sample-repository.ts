import "server-only";
import { cp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { createRepository } from "./create-repository";

/** The sample's own repository, out of the files in `sourceDirectory`, set to serve on a port that is free now. */
export async function createSampleRepository(sourceDirectory: string, directory: string): Promise<void> {
  await createRepository(directory, {
    message: "Say hello",
    async fill(unfinished) {
      await cp(sourceDirectory, unfinished, { recursive: true });
      await writeFile(path.join(unfinished, "config.json"), `${JSON.stringify({ port: await findFreePort() })}\n`);
    },
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The sample found no free port.");
  return address.port;
}
