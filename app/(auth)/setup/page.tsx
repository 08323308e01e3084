import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { canCreateOwner } from "@/lib/server/setup/create-owner";
import { JoinForm } from "../join-form";
import { createOwnerAction } from "./actions";

export const metadata: Metadata = { title: "Create the owner", referrer: "no-referrer" };

interface SetupPageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await canCreateOwner(token))) return <ClosedSetup />;
  return (
    <>
      <h1 className="text-[20px]/[26px] tracking-tight">Create the owner</h1>
      <p className="mt-1 mb-4.5 text-muted">You are the first here. The owner invites everybody else.</p>
      <JoinForm submitLabel="Create the owner" join={createOwnerAction.bind(null, token)} />
    </>
  );
}

function ClosedSetup() {
  return (
    <>
      <h1 className="text-[20px]/[26px] tracking-tight">This link is no longer good</h1>
      <Note tone="wait" className="my-4.5">
        It was used already, or a later start printed a newer one. If nobody can sign in yet, use the link that the
        latest start of Penstock printed.
      </Note>
      <LinkButton href="/sign-in" size="lg" className="w-full">
        Go to sign-in
      </LinkButton>
    </>
  );
}
