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

export function freePort() {
  return listenOnce(0, "127.0.0.1");
}

async function usablePort(variable, port, host) {
  try {
    return await listenOnce(port, host);
  } catch (cause) {
    if (cause.code === "EADDRINUSE") {
      throw new StartError(`Port ${port} is used by another program. Set ${variable} to a free one.`, { cause });
    }
    throw new StartError(`Penstock cannot listen on ${host}, port ${port}: ${cause.message}`, { cause });
  }
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
