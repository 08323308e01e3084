import { readFile } from "node:fs/promises";

export interface User {
  readonly userId: number;
  readonly groupId: number;
}

/** A user of this machine by name; null when there is none. */
export async function findUser(name: string): Promise<User | null> {
  const row = await findRow("/etc/passwd", name);
  return row && { userId: Number(row[2]), groupId: Number(row[3]) };
}

/** The id of a group of this machine by name; null when there is none. */
export async function findGroupId(name: string): Promise<number | null> {
  const row = await findRow("/etc/group", name);
  return row && Number(row[2]);
}

/** Only root may run a script as somebody else, or give a file away. */
export function mayActAsOthers(): boolean {
  return process.getuid?.() === 0;
}

async function findRow(file: string, name: string): Promise<readonly string[] | null> {
  const rows = (await readFile(file, "utf8")).split("\n").map((row) => row.split(":"));
  return rows.find(([rowName]) => rowName === name) ?? null;
}
