import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { FleetTotals } from "@/lib/contracts/fleet";
import type { DbOrTransaction } from "@/lib/db/client";
import { getFleetTotals, listFigures } from "@/lib/db/fleet";
import { isoOrNull } from "@/lib/server/iso";
import { FIGURE_DAYS, pipelineFigures } from "./pipeline-figures";

/** What stands above the overview: counts and figures of the whole fleet, without its rows. */
export async function getTotals(db: DbOrTransaction, viewer: Viewer, now: number): Promise<FleetTotals> {
  authorize(viewer, "view");
  const [totals, figures] = await Promise.all([
    getFleetTotals(db),
    listFigures(db, { pipelineIds: null, days: FIGURE_DAYS, now }),
  ]);
  return { ...totals, oldestWaitingSince: isoOrNull(totals.oldestWaitingSince), figures: pipelineFigures(figures) };
}
