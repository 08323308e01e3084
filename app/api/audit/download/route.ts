import { requireViewer } from "@/lib/auth/session";
import { auditCsv } from "@/lib/server/audit/audit-csv";
import { errorResponse } from "@/lib/server/route";

/** The audit log as a file. */
export async function GET() {
  try {
    return new Response(auditCsv(await requireViewer()), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="audit.csv"',
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
