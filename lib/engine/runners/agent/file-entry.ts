import { z } from "zod";
import { SpecError } from "../spec-file/parse-spec";
import type { Permission } from "./permission";

/** One entry of the `files` section of an appspec or a deploy spec. */
export const fileEntry = z.looseObject({
  source: z.string().min(1, "must name a file or directory"),
  destination: z.string(),
});

/** @throws SpecError when a path on the target is not absolute, or climbs */
export function checkPlaces(
  fileName: string,
  {
    files = [],
    permissions = [],
  }: {
    readonly files?: readonly { readonly destination: string }[] | undefined;
    readonly permissions?: readonly Permission[] | undefined;
  },
): void {
  for (const place of [...files.map(({ destination }) => destination), ...permissions.map(({ object }) => object)]) {
    if (place.startsWith("/") && !place.includes("\0") && !place.split("/").includes("..")) continue;
    throw new SpecError(
      `${fileName}: the destination ${JSON.stringify(place)} must be an absolute path without "..", such as /srv/app`,
    );
  }
}
