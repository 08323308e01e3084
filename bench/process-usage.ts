import { readFile } from "node:fs/promises";

/** What a process has used so far, as Linux tells it. */
export interface ProcessUsage {
  /** Of all its threads. */
  readonly cpuMs: number;
  readonly residentMiB: number;
}

/** Clock ticks a second and bytes a page: the same on every Linux that Node runs on here. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

/** @see `man 5 proc_pid_stat`. @throws where there is no /proc, or the process is gone */
export async function processUsage(pid: number): Promise<ProcessUsage> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold spaces; what follows does not.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { cpuMs: (ticks * 1_000) / TICKS_PER_SECOND, residentMiB: (Number(fields[21]) * PAGE_BYTES) / 1_048_576 };
}
