import type { LogWriter } from "../runners/runner";

export interface LogEvent {
  /** When the line was written, epoch milliseconds; never earlier than the line before. */
  readonly timestampAt: number;
  readonly message: string;
}

/** Lines of a stream are numbered from 0 in the order they were written. */
export interface LogPage {
  readonly events: readonly LogEvent[];
  /** Number of the first line returned. */
  readonly from: number;
  /** One past the number of the last line returned. */
  readonly to: number;
}

export interface LogRange {
  /** Included. */
  readonly from: number;
  /** Excluded. */
  readonly to: number;
  /** When the lines are more than `maxBytes`, which end of them to return. */
  readonly keep: "first" | "last";
  /** At least one line is returned, however long it is. */
  readonly maxBytes: number;
}

/** Epoch milliseconds. */
export interface StreamDescription {
  readonly firstEventAt: number;
  /** When its file last grew, a moment after the line was written. */
  readonly lastEventAt: number;
}

/** Log streams by CloudWatch's names: a group such as `/aws/codebuild/web` holds streams such as a build's uuid. */
export interface LogStore {
  /** Opens a stream for appending, creating it when it is new. One writer at a time. */
  open(group: string, stream: string): LogWriter;
  /** In order of their names; `createdAt` in epoch milliseconds. */
  listGroups(): Promise<readonly { readonly name: string; readonly createdAt: number }[]>;
  /** The names of the group's streams in order; null when there is no such group. */
  listStreams(group: string): Promise<readonly string[] | null>;
  /** Costs the same however long the stream is; null when there is no such stream. */
  describe(group: string, stream: string): Promise<StreamDescription | null>;
  /** How many lines the stream holds; null when there is no such stream. */
  countLines(group: string, stream: string): Promise<number | null>;
  /** The lines of a range, cut to what exists. @throws when there is no such stream */
  read(group: string, stream: string, range: LogRange): Promise<LogPage>;
  /** The number of the first line written at `timeAt` or later. @throws when there is no such stream */
  seek(group: string, stream: string, timeAt: number): Promise<number>;
  /** Lets everything that was flushed survive a power cut. It happens by itself too, a moment later. */
  sync(): Promise<void>;
  /** Makes everything durable that was written. */
  close(): Promise<void>;
}
