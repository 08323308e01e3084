"use client";
import { useState, useTransition } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { Cell, Row } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { FormResult } from "@/lib/contracts/form-result";
import type { PersonEntry } from "@/lib/contracts/people";
import type { PeopleActions } from "./people-table";

interface PersonRowProps extends PeopleActions {
  readonly person: PersonEntry;
  readonly roles: readonly string[];
}

export function PersonRow({ person, roles, changeRole, setAccess }: PersonRowProps) {
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, startTransition] = useTransition();
  const { id, name, email, role, createdAt, disabledAt, isViewer, isManageable } = person;

  function perform(work: () => Promise<FormResult>, done: string) {
    startTransition(async () => {
      const result = await work();
      if (result.ok) toast.done(done);
      else toast.failed(result.message);
      setIsAsking(false);
    });
  }

  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2">
          <Avatar name={name} />
          <span className="min-w-24 break-words">{name}</span>
          {isViewer && <Tag>you</Tag>}
          {disabledAt !== null && <Tag>shut out</Tag>}
        </span>
      </Cell>
      <Cell className="min-w-44 break-all">{email}</Cell>
      <Cell>
        {isManageable ? (
          <Select
            className="w-32"
            aria-label={`Role of ${name}`}
            value={role}
            disabled={isPending}
            onChange={({ target }) => perform(() => changeRole(id, target.value), `${name} is now ${target.value}.`)}
          >
            {roles.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        ) : (
          role
        )}
      </Cell>
      <Cell className="whitespace-nowrap">
        <Time at={createdAt} />
      </Cell>
      <Cell className="text-right">
        {isManageable && !isViewer && disabledAt === null && (
          <Button size="sm" onClick={() => setIsAsking(true)} aria-label={`Shut out ${name}`}>
            Shut out
          </Button>
        )}
        {isManageable && disabledAt !== null && (
          <Button
            size="sm"
            pending={isPending}
            aria-label={`Let in again: ${name}`}
            onClick={() => perform(() => setAccess(id, "enable"), `${name} can sign in again.`)}
          >
            Let in again
          </Button>
        )}
        <AlertDialog
          open={isAsking}
          onOpenChange={setIsAsking}
          title={`Shut out ${name}?`}
          description={`${email} cannot sign in any more, and every open session ends now. What ${name} did stays in the records.`}
          confirmLabel={`Shut out ${name}`}
          pending={isPending}
          onConfirm={() => perform(() => setAccess(id, "disable"), `${name} is shut out.`)}
        />
      </Cell>
    </Row>
  );
}
