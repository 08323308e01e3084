import "server-only";
import type { Db } from "@/lib/db/client";
import {
  deleteAttempts,
  deleteAttemptsOf,
  deleteAttemptsUntil,
  insertSignInAttempts,
  listAttemptsBefore,
  type SignInAttempt,
} from "@/lib/db/sign-in-failures";

/** A pause lasts until the oldest of the wrong guesses is this old. */
export const PAUSE_MS = 15 * 60_000;
/** Wrong passwords for one e-mail address, whoever tries. */
export const TRIES_PER_EMAIL = 5;
/** Wrong passwords from one network address, whomever they try: an office may share one. */
export const TRIES_PER_ADDRESS = 50;

interface Guess {
  readonly email: string;
  /** The network address; absent where a session says who tries. */
  readonly address?: string;
}

type Attempt =
  | { readonly isPaused: true; readonly untilAt: number }
  | { readonly isPaused: false; readonly triesLeft: number; succeeded(): Promise<void> };

/**
 * Counts a guess at a password before the password is looked at, so that many guesses made at once are all counted.
 * A guess that proves right takes itself and the earlier ones back with `succeeded`.
 */
export async function beginAttempt(db: Db, guess: Guess, now: number): Promise<Attempt> {
  const ofEmail = `email:${guess.email}`;
  const subjects = guess.address === undefined ? [ofEmail] : [ofEmail, `address:${guess.address}`];
  const attempts = await insertSignInAttempts(db, subjects, new Date(now));
  const pauses = await Promise.all(attempts.map((attempt) => checkLimit(db, attempt, now)));
  const untilAt = Math.max(...pauses.map((pause) => pause.untilAt));
  if (untilAt > now) {
    await deleteAttempts(db, attempts);
    return { isPaused: true, untilAt };
  }
  return {
    isPaused: false,
    triesLeft: Math.min(...pauses.map((pause) => pause.triesLeft)),
    async succeeded() {
      await deleteAttempts(db, attempts);
      await deleteAttemptsOf(db, ofEmail);
      await deleteAttemptsUntil(db, new Date(now - PAUSE_MS));
    },
  };
}

async function checkLimit(
  db: Db,
  attempt: SignInAttempt,
  now: number,
): Promise<{ untilAt: number; triesLeft: number }> {
  const limit = attempt.subject.startsWith("email:") ? TRIES_PER_EMAIL : TRIES_PER_ADDRESS;
  const earlier = await listAttemptsBefore(db, attempt, { since: new Date(now - PAUSE_MS), limit });
  const oldest = earlier.length === limit ? earlier.at(-1) : undefined;
  return { untilAt: oldest === undefined ? 0 : oldest + PAUSE_MS, triesLeft: limit - earlier.length - 1 };
}
