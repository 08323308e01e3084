import { getToken } from "next-auth/jwt";
import { NextResponse, type NextRequest } from "next/server";

/**
 * Sends people without a session to the sign-in page and remembers where they wanted to go. A convenience, not the
 * protection: that is `authorize` in every use case.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (await getToken({ req: request })) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  const signIn = new URL("/sign-in", request.nextUrl);
  if (pathname !== "/") signIn.searchParams.set("callbackUrl", `${pathname}${search}`);
  return NextResponse.redirect(signIn);
}

/**
 * Pages for everybody, the API (which answers 401 itself) and files are left alone. So are the actions of forms: they say that
 * the session has ended and keep what was typed, where a redirect would throw the page away.
 */
export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/|sign-in|setup|invitation|.*\\.(?:svg|png|ico|txt|webmanifest)$).*)",
      missing: [{ type: "header", key: "next-action" }],
    },
  ],
};
