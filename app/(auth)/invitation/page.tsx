import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { formResult } from "@/lib/server/form-result";
import { getInvitation } from "@/lib/server/invitations/accept-invitation";
import { JoinForm } from "../join-form";
import { acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Join the workspace", referrer: "no-referrer" };

interface InvitationPageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export default async function InvitationPage({ searchParams }: InvitationPageProps) {
  const { token } = await searchParams;
  const link = typeof token === "string" ? token : "";
  const invitation = await formResult(() => getInvitation(link));
  if (!invitation.ok) return <ClosedInvitation reason={invitation.message} />;
  const { email, role } = invitation.value;
  return (
    <>
      <h1 className="text-[20px]/[26px] tracking-tight">Join the workspace</h1>
      <p className="mt-1 mb-4.5 text-muted">You are invited as {role}.</p>
      <JoinForm email={email} submitLabel="Join the workspace" join={acceptInvitationAction.bind(null, link)} />
    </>
  );
}

function ClosedInvitation({ reason }: { readonly reason: string }) {
  return (
    <>
      <h1 className="text-[20px]/[26px] tracking-tight">This link is no longer good</h1>
      <Note tone="wait" className="my-4.5">
        {reason}
      </Note>
      <LinkButton href="/sign-in" size="lg" className="w-full">
        Go to sign-in
      </LinkButton>
    </>
  );
}
