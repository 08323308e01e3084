import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";

/**
 * Watchers of one execution, each as a browser is: a stream of announcements, and the execution read again whenever
 * one names it, once more where something was announced meanwhile. Tells when all streams are open; at the message
 * `end` it waits until every watcher is at rest and tells what each heard and read last. Runs in a thread of its own.
 *
 * @param {import("./watchers").Watch} watch
 */
function watchAll({ url, path, key, cookies, watchers }) {
  const all = Array.from({ length: watchers }, (_, index) => watch(url, path, key, cookies[index % cookies.length]));
  void Promise.all(all.map(({ opened }) => opened)).then(() => parentPort.postMessage("open"));
  parentPort.once("message", async () => {
    await Promise.all(all.map(({ atRest }) => atRest()));
    all.forEach(({ close }) => close());
    parentPort.postMessage({ watchers: all.map(({ state }) => ({ ...state, last: textOf(state.last) })) });
  });
}

function watch(url, path, key, cookie) {
  const agent = new Agent({ keepAlive: true });
  const headers = { cookie, "accept-encoding": "gzip" };
  const state = { heard: [], reads: 0, failures: [], last: null, delaysMs: [] };
  let reading = null;
  let isAskedAgain = false;

  async function read() {
    const began = performance.now();
    try {
      state.last = await get(`${url}/api${path}`, agent, headers);
      state.reads += 1;
    } catch (error) {
      state.failures.push(String(error));
      isAskedAgain = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    state.delaysMs.push(performance.now() - began);
  }

  async function readAll() {
    do {
      isAskedAgain = false;
      await read();
    } while (isAskedAgain);
    reading = null;
  }

  function onAnnouncement(payload) {
    state.heard.push(payload);
    const isMeant = JSON.parse(payload).keys.some((announced) => means(announced, key));
    if (!isMeant) return;
    if (reading) isAskedAgain = true;
    else reading = readAll();
  }

  let stream;
  const opened = new Promise((resolve, reject) => {
    stream = request(`${url}/api/events`, { agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) if (event.startsWith("data: ")) onAnnouncement(event.slice("data: ".length));
      });
      response.once("data", resolve);
    });
    stream.once("error", reject);
    stream.end();
  }).then(async () => {
    // As a page does when its stream opens.
    reading ??= readAll();
    await reading;
    state.reads = 0;
    state.delaysMs = [];
  });
  return {
    opened,
    state,
    async atRest() {
      while (reading) await reading;
    },
    close: () => stream.destroy(),
  };
}

/** As `isMeant` of lib/queries/reread.ts, for a key of words alone. */
function means(announced, key) {
  const withBelow = announced.at(-1) === "*";
  const named = withBelow ? announced.slice(0, -1) : announced;
  return named.every((part, index) => key[index] === part) && (withBelow || named.length === key.length);
}

/** @returns the body as it came, compressed where the server chose to */
function get(url, agent, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.once("end", () => {
        if (response.statusCode !== 200) return reject(new Error(`Penstock answered ${response.statusCode}.`));
        resolve({ body: Buffer.concat(chunks), isCompressed: response.headers["content-encoding"] === "gzip" });
      });
    });
    sent.once("error", (error) => {
      // The server closed the idle connection in that moment; a browser asks again by itself, too.
      if (sent.reusedSocket && error.code === "ECONNRESET") get(url, agent, headers).then(resolve, reject);
      else reject(error);
    });
    sent.end();
  });
}

function textOf({ body, isCompressed }) {
  return (isCompressed ? gunzipSync(body) : body).toString();
}

watchAll(workerData);
