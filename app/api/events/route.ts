import { findViewer, requireViewer } from "@/lib/auth/session";
import { eventStream } from "@/lib/server/live/event-stream";
import { errorResponse } from "@/lib/server/route";

export const dynamic = "force-dynamic";

/** What changed, as it changes, for whoever is signed in. */
export async function GET(request: Request) {
  try {
    const { id } = await requireViewer();
    return eventStream({
      signal: request.signal,
      isSessionValid: async () => (await findViewer())?.id === id,
    });
  } catch (error) {
    return errorResponse(error);
  }
}
