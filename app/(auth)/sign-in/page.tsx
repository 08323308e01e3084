import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { callbackPath } from "@/lib/auth/callback-path";
import { findViewer } from "@/lib/auth/session";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  readonly searchParams: Promise<{ readonly callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const path = callbackPath((await searchParams).callbackUrl);
  if (await findViewer()) redirect(path);
  return (
    <>
      <h1 className="text-[20px]/[26px] tracking-tight">Sign in</h1>
      <p className="mt-1 mb-4.5 text-muted">to your workspace</p>
      <SignInForm callbackPath={path} />
      <p className="mt-4 text-small text-muted">No account? Ask an admin of this workspace for an invitation.</p>
    </>
  );
}
