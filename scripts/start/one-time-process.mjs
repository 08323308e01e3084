import { nodeProcess } from "./processes.mjs";
import { StartError } from "./say.mjs";
import { spawnNode } from "./spawn-node.mjs";

/**
 * Runs scripts/<name>.ts to its end.
 * @returns what it printed
 * @throws StartError with its errors when it fails
 */
export function runOnce(name, settings, extraEnv) {
  const { command, env } = nodeProcess(name, settings, extraEnv);
  return new Promise((resolve, reject) => {
    const child = spawnNode(command, env);
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new StartError(errors.trim() || `scripts/${name}.ts ended with exit code ${code}.`));
    });
  });
}
