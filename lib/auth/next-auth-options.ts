import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { checkCredentials } from "./check-credentials";
import { encodeSignInFailure } from "./sign-in-failure";

const SESSION_SECONDS = 7 * 24 * 60 * 60;
const MINUTE_MS = 60_000;

const form = z.object({ email: z.string().max(320), password: z.string().max(1_000) });

/** What the session cookie holds, encrypted: who, and which of their sessions are still good. */
export const sessionClaims = z.object({ personId: z.string(), sessionVersion: z.number().int() });

declare module "next-auth" {
  interface User {
    sessionVersion?: number;
  }
  interface Session {
    personId?: string | undefined;
    sessionVersion?: number | undefined;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionVersion?: number;
  }
}

/**
 * E-mail and password, sessions in an encrypted cookie. next-auth itself makes the cookie HttpOnly and SameSite=Lax,
 * and Secure once NEXTAUTH_URL is https.
 */
export const nextAuthOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    credentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(values, request) {
        const { email, password } = form.parse(values);
        const check = await checkCredentials({ email, password, address: addressOf(request.headers ?? {}) });
        if (check.outcome === "right") return { id: check.personId, sessionVersion: check.sessionVersion };
        throw new Error(
          encodeSignInFailure(
            check.outcome === "wrong"
              ? { reason: "wrong", triesLeft: check.triesLeft }
              : { reason: "paused", minutes: Math.max(1, Math.ceil((check.untilAt - Date.now()) / MINUTE_MS)) },
          ),
        );
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      return user ? { sub: user.id, sessionVersion: user.sessionVersion ?? 0 } : token;
    },
    session({ session, token }) {
      return { expires: session.expires, personId: token.sub, sessionVersion: token.sessionVersion };
    },
  },
};

/** Next fills in `x-forwarded-for` itself; behind proxies the last entry is the one nobody outside can write. */
function addressOf(headers: Record<string, unknown>): string {
  const chain = headers["x-forwarded-for"];
  return (typeof chain === "string" && chain.split(",").at(-1)?.trim()) || "unknown";
}
