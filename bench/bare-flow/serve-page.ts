import { createServer } from "node:http";
import path from "node:path";
import { build } from "esbuild";

const HTML = `<!doctype html><title>Bare React Flow</title><link rel="stylesheet" href="/page.css">
<div id="root"></div><script type="module" src="/page.js"></script>`;

/** Serves a page with React Flow and plain nodes on a free port of loopback while `work` runs. */
export async function withBarePage(work: (url: string) => Promise<void>): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [path.resolve("bench/bare-flow/page.tsx")],
    outdir: "/",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  const files = new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? "");
    const type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
    response.setHeader("content-type", type);
    response.end(files.get(name) ?? HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The bare page has no port.");
    await work(`http://127.0.0.1:${address.port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
