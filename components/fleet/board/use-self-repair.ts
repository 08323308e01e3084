"use client";
import { useEffect, useRef } from "react";

const LOOK_EVERY_MS = 60_000;
/** Several times longer than the board goes without an answer while all is well. */
const BROKEN_AFTER_MS = 3 * 60_000;
/** A page that is this old is loaded again, with the program that serves it now. */
const OLD_AFTER_MS = 24 * 60 * 60_000;
const RENEW_SESSION_EVERY_MS = 6 * 60 * 60_000;

/**
 * Lets a page run for days with nobody at it. Where answers stay away although the server is there, as after an
 * upgrade, or the page has grown old, it is loaded again; never while the server is down, because nothing would bring
 * back the browser's own error page. The session is renewed as if somebody used it.
 *
 * @param answeredAt when data last came, epoch milliseconds
 */
export function useSelfRepair(answeredAt: number): void {
  const latest = useRef(answeredAt);
  useEffect(() => {
    latest.current = answeredAt;
  });
  useEffect(() => {
    const loadedAt = Date.now();
    let renewedAt = loadedAt;

    async function look() {
      const now = Date.now();
      const isBroken = now - Math.max(latest.current, loadedAt) > BROKEN_AFTER_MS;
      if ((isBroken || now - loadedAt > OLD_AFTER_MS) && (await isOk("/api/health"))) location.reload();
      if (now - renewedAt > RENEW_SESSION_EVERY_MS && (await isOk("/api/auth/session"))) renewedAt = now;
    }

    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}

async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url, { cache: "no-store" }).catch(() => null); // down; it is asked again in a minute
  return response?.ok ?? false;
}
