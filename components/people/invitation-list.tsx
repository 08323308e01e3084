"use client";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { FormResult } from "@/lib/contracts/form-result";
import type { InvitationEntry } from "@/lib/contracts/people";

interface InvitationListProps {
  readonly invitations: readonly InvitationEntry[];
  readonly revoke: (invitationId: string) => Promise<FormResult>;
}

export function InvitationList({ invitations, revoke }: InvitationListProps) {
  return (
    <Table label="Invitations">
      <thead>
        <tr>
          <HeaderCell>E-mail</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell>Invited</HeaderCell>
          <HeaderCell>Expires</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} revoke={revoke} />
        ))}
      </tbody>
    </Table>
  );
}

interface InvitationRowProps {
  readonly invitation: InvitationEntry;
  readonly revoke: InvitationListProps["revoke"];
}

function InvitationRow({ invitation, revoke }: InvitationRowProps) {
  const [isPending, startTransition] = useTransition();
  const { id, email, role, createdAt, expiresAt, isExpired, isManageable } = invitation;

  function withdraw() {
    startTransition(async () => {
      const result = await revoke(id);
      if (result.ok) toast.done(`The invitation of ${email} is withdrawn.`);
      else toast.failed(result.message);
    });
  }

  return (
    <Row>
      <Cell className="min-w-44 break-all">{email}</Cell>
      <Cell>{role}</Cell>
      <Cell className="whitespace-nowrap">
        <Time at={createdAt} />
      </Cell>
      <Cell className="whitespace-nowrap">{isExpired ? <Tag>expired</Tag> : <Time at={expiresAt} />}</Cell>
      <Cell className="text-right">
        {isManageable && (
          <Button size="sm" pending={isPending} onClick={withdraw} aria-label={`Withdraw the invitation of ${email}`}>
            Withdraw
          </Button>
        )}
      </Cell>
    </Row>
  );
}
