import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { page } from "./page.mjs";

const { port } = JSON.parse(readFileSync(new URL("config.json", import.meta.url), "utf8"));
const release = readFileSync(new URL("release.txt", import.meta.url), "utf8").trim();

createServer((request, response) => {
  if (request.url === "/health") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: "ok", release }));
    return;
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(page({ release }));
}).listen(port, "127.0.0.1");
