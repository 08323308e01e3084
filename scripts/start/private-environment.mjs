/**
 * Loaded before a program that `spawnNode` starts: takes over the settings that came through a pipe. What a process
 * has in its environment when it begins can be read by every other process of its user, builds included
 * (`/proc/<pid>/environ`); what it sets later cannot.
 */
import { closeSync, readFileSync } from "node:fs";

const { PENSTOCK_PRIVATE_FD: fd } = process.env;
if (fd !== undefined) {
  delete process.env.PENSTOCK_PRIVATE_FD; // threads and forks of the program load this too
  Object.assign(process.env, JSON.parse(readFileSync(Number(fd), "utf8")));
  closeSync(Number(fd));
}
