import type { LogLine } from "./log-lines";

/** Hands the log over as a text file, as it reads on screen. */
export function saveLog(lines: readonly LogLine[], fileName: string): void {
  const text = lines.map((line) => `${new Date(line.at).toISOString()} ${line.plain}\n`).join("");
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
