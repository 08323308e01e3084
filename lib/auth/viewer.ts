import "server-only";
import { PenstockError } from "@/lib/errors";
import { can, type Permission, type Role } from "./permissions";

/** The signed-in person a use case acts for. */
export interface Viewer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

const WORDS_FOR_PERMISSION = {
  view: "look at this workspace",
  inspect: "read what is in the files of artifacts",
  operate: "start, stop or retry executions",
  approve: "answer approvals",
  edit: "edit or publish pipelines",
  manage: "manage connections and people",
  own: "change owners and admins",
} as const satisfies Record<Permission, string>;

/** First line of every use case. @throws PenstockError `forbidden` */
export function authorize(viewer: Viewer, permission: Permission): void {
  if (can(viewer.role, permission)) return;
  throw new PenstockError(
    "forbidden",
    `Your role, ${viewer.role}, may not ${WORDS_FOR_PERMISSION[permission]}. Ask an admin of this workspace for another role.`,
  );
}
