"use client";
import { Note } from "@/components/ui/note";
import { Time } from "@/components/ui/time";
import type { Connection } from "@/lib/contracts/connection";
import { heardAt } from "./staleness";

/** Connections that cannot be read just now: why, and since when what stands in their rows is true. */
export function ConnectionTrouble({ connections }: { readonly connections: readonly Connection[] }) {
  const troubled = connections.filter(({ health }) => health === "unreachable" || health === "throttled");
  if (troubled.length === 0) return null;
  return (
    <div role="status" className="mb-4 flex flex-col gap-2">
      {troubled.map((connection) => (
        <Note key={connection.slug} tone={connection.health === "throttled" ? "wait" : "fail"}>
          <strong>{connection.name}</strong>{" "}
          {connection.health === "throttled"
            ? "is throttled by AWS; Penstock asks again by itself."
            : "cannot be read."}{" "}
          {connection.healthMessage} <LastHeard connection={connection} />
        </Note>
      ))}
    </div>
  );
}

function LastHeard({ connection }: { readonly connection: Connection }) {
  const heard = heardAt(connection);
  if (heard === null) return <>It was never heard.</>;
  return (
    <>
      Its rows show what was known <Time at={heard} />.
    </>
  );
}
