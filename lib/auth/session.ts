import "server-only";
import { PenstockError } from "@/lib/errors";
import type { Viewer } from "./viewer";

/** The person behind the current request, or null when nobody is signed in. */
export async function findViewer(): Promise<Viewer | null> {
  return null;
}

/** @throws PenstockError `unauthenticated` */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer) return viewer;
  throw new PenstockError("unauthenticated", "Your session has ended. Sign in again; what you typed is kept.");
}
