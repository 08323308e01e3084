import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { Caller } from "../caller";
import { S3Error } from "./s3-error";

/** Keys for the artifacts of a job open those alone. @throws S3Error `AccessDenied` */
export function checkAccess({ scope }: Caller, location: ArtifactLocation, access: "read" | "write"): void {
  if (scope?.kind !== "artifacts") return;
  const open = access === "write" ? scope.writes : [...scope.reads, ...scope.writes];
  if (open.some(({ bucket, key }) => bucket === location.bucket && key === location.key)) return;
  throw new S3Error("AccessDenied", "Access Denied");
}
