import type { Metadata } from "next";
import { SettingsPage } from "@/components/layout/settings-page";
import { InvitationList } from "@/components/people/invitation-list";
import { InviteForm } from "@/components/people/invite-form";
import { PeopleTable } from "@/components/people/people-table";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/session";
import { formResult } from "@/lib/server/form-result";
import { listInvitations } from "@/lib/server/invitations/list-invitations";
import { listPeople } from "@/lib/server/people/list-people";
import { changeRoleAction, inviteAction, revokeInvitationAction, setAccessAction } from "./actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const viewer = await requireViewer();
  const lists = await formResult(() => Promise.all([listPeople(viewer), listInvitations(viewer)]));
  if (!lists.ok) {
    return (
      <SettingsPage title="People">
        <Note tone="wait">{lists.message}</Note>
      </SettingsPage>
    );
  }
  const [{ people, grantableRoles }, invitations] = lists.value;
  return (
    <SettingsPage title="People">
      <Panel title="Invite somebody">
        <InviteForm roles={grantableRoles} invite={inviteAction} />
      </Panel>
      {invitations.length > 0 && (
        <Panel title="Invitations" note="not answered yet">
          <InvitationList invitations={invitations} revoke={revokeInvitationAction} />
        </Panel>
      )}
      <Panel title="People" note={`${people.length} in this workspace`}>
        <PeopleTable people={people} roles={grantableRoles} changeRole={changeRoleAction} setAccess={setAccessAction} />
      </Panel>
    </SettingsPage>
  );
}
