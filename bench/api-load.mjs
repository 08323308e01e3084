import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/**
 * Sends signed requests over and over, by a number of clients that each wait for their answer, and tells the times of all
 * answers in milliseconds. Runs in a thread of its own, so that it takes little from what it measures.
 *
 * @param {import("./scale").Load} load
 * @returns {Promise<number[]>}
 */
async function drive({ url, requests, clients, durationMs }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const endAt = performance.now() + durationMs;
  const times = [];
  let next = 0;
  async function client() {
    while (performance.now() < endAt) {
      next += 1;
      const startedAt = performance.now();
      await send(url, agent, requests[next % requests.length]);
      times.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return times;
}

function send(url, agent, { headers, body }) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`The engine answered ${response.statusCode}.`));
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

parentPort.postMessage(await drive(workerData));
