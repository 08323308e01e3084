import "server-only";
import type { DbOrTransaction } from "@/lib/db/client";
import { countOwners, findPerson, lockPeople, type PersonRow } from "@/lib/db/people";
import { PenstockError } from "@/lib/errors";

/** The person a change is about; other changes of people wait until the transaction ends. @throws PenstockError `not_found` */
export async function requirePersonToChange(transaction: DbOrTransaction, id: string): Promise<PersonRow> {
  await lockPeople(transaction);
  const person = await findPerson(transaction, id);
  if (person) return person;
  throw new PenstockError("not_found", "This person is no longer in the workspace. Reload the page.");
}

/** @throws PenstockError `conflict` when `person` is the only one left who can manage owners */
export async function refuseToLoseLastOwner(transaction: DbOrTransaction, person: PersonRow): Promise<void> {
  if (person.role !== "owner" || person.disabledAt !== null) return;
  if ((await countOwners(transaction)) > 1) return;
  throw new PenstockError(
    "conflict",
    `${person.name} is the last owner of this workspace. Make somebody else an owner first.`,
  );
}
