import { open } from "node:fs/promises";
import { isMissing } from "../is-missing";
import type { StreamDescription } from "./log-store";

/** Longer than any number of milliseconds. */
const TIME_BYTES = 20;

/** Tells when the file of a stream begins and ends, from its first bytes and its date. Null where there is no line. */
export async function describeLogFile(file: string): Promise<StreamDescription | null> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(TIME_BYTES) });
      const { mtimeMs } = await handle.stat();
      const first = /^\d+(?= )/.exec(buffer.toString("latin1", 0, bytesRead))?.[0];
      return first === undefined ? null : { firstEventAt: Number(first), lastEventAt: Math.round(mtimeMs) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
