#!/bin/sh
# Succeeds once the program answers with the release that was just deployed.
set -eu
app="${PENSTOCK_TARGET_ROOT:-}/srv/hello-web"
exec node --input-type=module - "$app" << 'SCRIPT'
import { readFileSync } from "node:fs";

const app = process.argv[2];
const { port } = JSON.parse(readFileSync(`${app}/config.json`, "utf8"));
const release = readFileSync(`${app}/release.txt`, "utf8").trim();
for (let attempt = 1; attempt <= 40; attempt += 1) {
  const answer = await fetch(`http://127.0.0.1:${port}/health`).then((response) => response.json(), () => null);
  if (answer?.release === release) {
    console.log(`Release ${release} answers on port ${port}.`);
    process.exit(0);
  }
  await new Promise((resolve) => setTimeout(resolve, 250));
}
console.error(`No answer from release ${release} on port ${port} within 10 s.`);
process.exit(1);
SCRIPT
