import { StartError } from "./say.mjs";

const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 50;

/** Waits until the web process says that it and everything behind it is up; without one, until the engine answers. */
export async function waitUntilHealthy({ settings, supervisor }) {
  const url = settings.parts.includes("web") ? webHealthUrl(settings) : `${engineUrl(settings)}/health`;
  const deadline = Date.now() + READY_WITHIN_MS;
  let answer = "no answer yet";
  while (Date.now() < deadline && !supervisor.isStopping) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return;
      answer = await response.text();
    } catch (error) {
      answer = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  if (supervisor.isStopping) return;
  const where = `The logs are in ${settings.dataDir}/logs.`;
  throw new StartError(`It was not ready after ${READY_WITHIN_MS / 1000} s: ${answer}. ${where}`);
}

/** Where the engine answers: on this machine only. */
export function engineUrl({ enginePort }) {
  return `http://127.0.0.1:${enginePort}`;
}

function webHealthUrl({ host, port }) {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}/api/health`;
}
