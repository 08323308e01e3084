/** How a section ended, by what the log says. */
export type LogSectionResult = "succeeded" | "failed" | "stopped";

/** Lines that belong together: a phase, a command in it, an event on a target. Lines are counted from 0. */
export interface LogSection {
  readonly title: string;
  /** 0 outermost, 1 within another. */
  readonly depth: 0 | 1;
  readonly from: number;
  /** Excluded; null while the section goes on. */
  readonly to: number | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Null while it goes on, and where the log does not tell. */
  readonly endedAt: number | null;
  /** Null while it goes on, and where the log does not tell. */
  readonly result: LogSectionResult | null;
}

type Draft = { -readonly [Member in keyof LogSection]: LogSection[Member] };

/** A log that names more has no more sections; its lines are all there. */
export const MAX_SECTIONS = 1_000;
const LONGEST_TITLE = 200;

/** The lines that CodeBuild's agent adds, also for the Commands action, with or without fractions of a second. */
const CONTAINER = /^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?<said>.*)$/;
/** CodeDeploy's lifecycle events and EC2's, on one of several targets. */
const EVENT =
  /^\[(?<target>[^\]\s]{1,255})\] (?:LifecycleEvent - (?<event>[A-Za-z]{1,40})|(?<step>BEFORE_DEPLOY|DEPLOY|AFTER_DEPLOY))(?<failure> failed: .*)?$/;

const RESULTS: Readonly<Record<string, LogSectionResult>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  FAULT: "failed",
  CLIENT_ERROR: "failed",
  TIMED_OUT: "failed",
  STOPPED: "stopped",
};

/**
 * Finds the sections of a log as its lines come. They are what the log says: a program can print such lines as well, and
 * neither here nor in AWS's console can that be told apart.
 */
export class LogSectionReader {
  readonly #sections: Draft[] = [];
  #phase: Draft | null = null;
  #command: Draft | null = null;
  /** The event whose lines these are, and the one that each target is in. */
  #event: Draft | null = null;
  readonly #eventOfTarget = new Map<string, Draft>();
  /** The phase is over, but for the line that tells why. */
  #isClosing = false;
  #changes = 0;
  #firstAt: number | null = null;

  /** Grows with every change. */
  get changes(): number {
    return this.#changes;
  }

  get sections(): readonly LogSection[] {
    return this.#sections;
  }

  /** @param plain without colours @param at when it was written, epoch milliseconds */
  line(number: number, plain: string, at: number): void {
    this.#firstAt ??= at;
    if (this.#isClosing) this.#closePhase(number, plain);
    if (!plain.startsWith("[")) {
      if (this.#event) this.#endLines(this.#event, number);
      this.#event = null;
      return;
    }
    const said = CONTAINER.exec(plain)?.groups?.["said"];
    if (said !== undefined) this.#container(said, number, at);
    else this.#deployment(plain, number, at);
  }

  /** The action is over: what still goes on ended with the log. */
  finish(lines: number, at: number): void {
    for (const section of this.#sections) {
      if (section.to === null) this.#endLines(section, lines);
      if (section.endedAt !== null) continue;
      const isEvent = [...this.#eventOfTarget.values()].includes(section);
      this.#end(section, at, isEvent ? "succeeded" : null);
    }
    this.#eventOfTarget.clear();
    this.#phase = this.#command = this.#event = null;
    this.#isClosing = false;
  }

  #container(said: string, number: number, at: number): void {
    const entered = /^(?:Entering phase|Phase is) ([A-Z_]{1,40})$/.exec(said)?.[1];
    if (entered !== undefined) return this.#enterPhase(entered, number, at);
    const complete = /^Phase complete: ([A-Z_]{1,40}) State: ([A-Z_]{1,40})/.exec(said);
    if (complete?.[1] !== undefined) return this.#completePhase(complete[1], complete[2] ?? "", number, at);
    if (said.startsWith("Running command ") && this.#phase) {
      this.#endCommand(number, at, "succeeded");
      this.#command = this.#open({ title: said.slice(16), depth: 1, from: number, startedAt: at });
    } else if (said.startsWith("Command did not exit successfully")) this.#endCommand(number + 1, at, "failed");
  }

  #enterPhase(title: string, number: number, at: number): void {
    if (this.#phase?.title === title) return;
    this.#endCommand(number, at, null);
    if (this.#phase) {
      this.#endLines(this.#phase, number);
      this.#end(this.#phase, at, null);
    }
    this.#phase = this.#open({ title, depth: 0, from: number, startedAt: at });
  }

  /** DOWNLOAD_SOURCE is never said to begin: it has the lines since the phase before it. */
  #completePhase(title: string, state: string, number: number, at: number): void {
    const result = RESULTS[state] ?? null;
    this.#endCommand(number, at, result);
    if (this.#phase?.title !== title) {
      const before = this.#sections.findLast(({ depth }) => depth === 0);
      const startedAt = before?.endedAt ?? this.#firstAt ?? at;
      this.#phase = this.#open({ title, depth: 0, from: before?.to ?? 0, startedAt });
    }
    if (this.#phase) this.#end(this.#phase, at, result);
    this.#isClosing = true;
  }

  #closePhase(number: number, plain: string): void {
    const isContext = CONTAINER.exec(plain)?.groups?.["said"]?.startsWith("Phase context status code:") ?? false;
    if (this.#phase) this.#endLines(this.#phase, isContext ? number + 1 : number);
    this.#phase = null;
    this.#isClosing = false;
  }

  #endCommand(to: number, at: number, result: LogSectionResult | null): void {
    if (!this.#command) return;
    this.#endLines(this.#command, to);
    this.#end(this.#command, at, result);
    this.#command = null;
  }

  /** Targets side by side write in turn, so the lines of an event are those up to the next event of any target. */
  #deployment(plain: string, number: number, at: number): void {
    const { target, event, step, failure } = EVENT.exec(plain)?.groups ?? {};
    const name = event ?? step;
    if (target === undefined || name === undefined) return;
    const before = this.#eventOfTarget.get(target);
    if (failure !== undefined) {
      if (before) this.#end(before, at, "failed");
      this.#eventOfTarget.delete(target);
      return;
    }
    if (before) this.#end(before, at, "succeeded");
    if (this.#event) this.#endLines(this.#event, number);
    this.#event = this.#open({ title: `${name} on ${target}`, depth: 0, from: number, startedAt: at });
    if (this.#event) this.#eventOfTarget.set(target, this.#event);
  }

  #open(section: Pick<LogSection, "title" | "depth" | "from" | "startedAt">): Draft | null {
    if (this.#sections.length >= MAX_SECTIONS) return null;
    const draft: Draft = {
      ...section,
      title: section.title.slice(0, LONGEST_TITLE),
      to: null,
      endedAt: null,
      result: null,
    };
    this.#sections.push(draft);
    this.#changes += 1;
    return draft;
  }

  #end(section: Draft, at: number, result: LogSectionResult | null): void {
    section.endedAt = at;
    section.result = result;
    this.#changes += 1;
  }

  #endLines(section: Draft, to: number): void {
    section.to = to;
    this.#changes += 1;
  }
}
