import { StartError } from "./say.mjs";

const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 50;

/** Waits until the web process says that it and everything behind it is up. */
export async function waitUntilHealthy({ settings, supervisor }) {
  const host = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${settings.port}/api/health`;
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
