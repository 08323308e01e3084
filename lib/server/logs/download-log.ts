import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import type { LogEvent, LogEventsPage } from "@/lib/aws/logs";
import { PenstockError } from "@/lib/errors";
import { EventLineReader } from "@/lib/pipeline/logs/event-lines";
import { plainText } from "@/lib/pipeline/logs/terminal-line";
import { iso } from "@/lib/server/iso";
import { type LogAddress, requireLog } from "./require-log";

/** `text`: as it reads on screen, each line with its time. `raw`: as it was written, escapes included. */
export const DOWNLOAD_FORMATS = ["text", "raw"] as const;
type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number];

/**
 * The whole log as a file, read from the connection page by page as fast as the browser takes it. A failure on the way
 * breaks the download off, so no file looks whole that is not.
 */
export async function downloadLog(viewer: Viewer, address: LogAddress, format: DownloadFormat): Promise<Response> {
  const { stream, actionName } = await requireLog(viewer, address);
  if (!stream) throw new PenstockError("not_found", `Action ${actionName} wrote no log.`);
  const write = format === "raw" ? rawWriter() : textWriter();
  let page: LogEventsPage | null = await stream.read("oldest");
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const taken: LogEventsPage | null = page;
        if (!taken) return controller.close();
        const text = taken.events.map(write).join("");
        page = taken.isAtEnd || taken.nextToken === null ? null : await stream.read({ token: taken.nextToken });
        if (text !== "") return controller.enqueue(encoder.encode(text));
      }
    },
  });
  const fileName = `${actionName}-${address.actionExecutionId}`.replaceAll(/[^\w.@-]+/g, "_");
  return new Response(body, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}.log"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "no-store",
    },
  });
}

function rawWriter(): (event: LogEvent) => string {
  return ({ message }) => (message.endsWith("\n") ? message : `${message}\n`);
}

function textWriter(): (event: LogEvent) => string {
  const reader = new EventLineReader();
  return ({ at, message }) => {
    const time = iso(at);
    return reader
      .linesOf(message)
      .map((line) => `${time} ${plainText(line)}\n`)
      .join("");
  };
}
