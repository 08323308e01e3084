"use client";
import { HeaderCell, Table } from "@/components/ui/table";
import type { FormResult } from "@/lib/contracts/form-result";
import type { PersonEntry } from "@/lib/contracts/people";
import { PersonRow } from "./person-row";

export interface PeopleActions {
  readonly changeRole: (personId: string, role: string) => Promise<FormResult>;
  readonly setAccess: (personId: string, access: "disable" | "enable") => Promise<FormResult>;
}

interface PeopleTableProps extends PeopleActions {
  readonly people: readonly PersonEntry[];
  /** Those the viewer may give. */
  readonly roles: readonly string[];
}

export function PeopleTable({ people, roles, ...actions }: PeopleTableProps) {
  return (
    <Table label="People">
      <thead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell>E-mail</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell>Joined</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} roles={roles} {...actions} />
        ))}
      </tbody>
    </Table>
  );
}
