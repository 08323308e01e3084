import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { StartError } from "./say.mjs";

/** Settles the ports, 0 meaning any free one, and refuses early when one is taken. */
export async function choosePorts(settings) {
  const wantsEngine = settings.parts.includes("engine");
  const wantsWeb = settings.parts.includes("web");
  const port = wantsWeb ? await usablePort("PORT", settings.port, settings.host) : settings.port;
  const enginePort = wantsEngine
    ? await usablePort("PENSTOCK_ENGINE_PORT", settings.enginePort, "127.0.0.1")
    : settings.enginePort;
  return { ...settings, port, enginePort, publicUrl: settings.publicUrl ?? `http://localhost:${port}` };
}

/**
 * Below what systems give to programs that ask for any port, and for connections: those would come by it before its server
 * listens, or while that starts again.
 */
const CHOSEN_PORTS = { from: 20_000, to: 32_767 };

export async function freePort(host = "127.0.0.1") {
  for (;;) {
    try {
      return await listenOnce(randomInt(CHOSEN_PORTS.from, CHOSEN_PORTS.to + 1), host);
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
}

export async function usablePort(variable, port, host) {
  if (port !== 0 && (await isBlocked(port))) {
    throw new StartError(
      `Browsers refuse port ${port}, which belongs to another protocol. Set ${variable} to another.`,
    );
  }
  try {
    return port === 0 ? await freePort(host) : await listenOnce(port, host);
  } catch (cause) {
    if (cause.code === "EADDRINUSE") {
      throw new StartError(`Port ${port} is used by another program. Set ${variable} to a free one.`, { cause });
    }
    throw new StartError(`Penstock cannot listen on ${host}, port ${port}: ${cause.message}`, { cause });
  }
}

/**
 * True for the ports that the Fetch standard blocks: no browser opens a page there, and nothing that fetches reaches it.
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
async function isBlocked(port) {
  const reason = await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD", signal: AbortSignal.timeout(1_000) }).then(
    () => null,
    (error) => error.cause?.message,
  );
  return reason === "bad port";
}

function listenOnce(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(port, host, () => {
      const chosen = probe.address().port;
      probe.close(() => resolve(chosen));
    });
  });
}
