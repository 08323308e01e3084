"use client";
import { useQuery } from "@tanstack/react-query";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Pill } from "@/components/ui/pill";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { useNow } from "@/components/ui/use-now";
import type { Connection } from "@/lib/contracts/connection";
import { connectionsQuery } from "@/lib/queries/connections";
import type { LiveState } from "@/lib/queries/live-changes";
import { useLiveState } from "./live-updates";

const CONNECTIONS_EVERY_MS = 15_000;

interface FreshnessLook {
  readonly glyph: GlyphName;
  readonly tone: Tone;
  readonly word: string;
}

function look(connection: Connection | undefined, live: LiveState): FreshnessLook {
  if (connection?.isDemo) return { glyph: "idle", tone: "idle", word: "Demo data" };
  if (live === "offline") return { glyph: "stale", tone: "wait", word: "Offline" };
  if (connection?.health === "unreachable") return { glyph: "failed", tone: "fail", word: "Unreachable" };
  if (connection?.health === "throttled") return { glyph: "held", tone: "wait", word: "Throttled, retrying" };
  if (live === "polling") return { glyph: "polling", tone: "wait", word: "Polling" };
  if (live === "connecting") return { glyph: "stale", tone: "idle", word: "Connecting" };
  return { glyph: "live", tone: "ok", word: "Live" };
}

/** When the connection was last heard, by an event or by asking. */
function heardAt(connection: Connection | undefined, alsoAt?: string | null): number | null {
  const instants = [connection?.syncedAt, connection?.lastEventAt, alsoAt].flatMap((at) =>
    at ? [Date.parse(at)] : [],
  );
  return instants.length === 0 ? null : Math.max(...instants);
}

interface FreshnessPillProps {
  readonly connection: string;
  /** When the thing on this page was last read from the connection. */
  readonly syncedAt?: string | null;
}

/** "Live, 4 s ago", or why it is not. */
export function FreshnessPill({ connection: slug, syncedAt = null }: FreshnessPillProps) {
  const connection = useConnections().find((candidate) => candidate.slug === slug);
  const { glyph, tone, word } = look(connection, useLiveState());
  const heard = heardAt(connection, syncedAt);
  const now = useNow();
  return (
    <Pill tone={tone} title={connection?.healthMessage ?? undefined}>
      <Glyph name={glyph} />
      {heard === null || now === null || connection?.isDemo ? word : `${word}, ${formatDurationShort(now - heard)} ago`}
    </Pill>
  );
}

/** The same in one small line, for a row of a list. */
export function ConnectionFreshness({ connection: slug }: { readonly connection: string }) {
  const connection = useConnections().find((candidate) => candidate.slug === slug);
  const { glyph, tone, word } = look(connection, useLiveState());
  const heard = heardAt(connection);
  const now = useNow();
  return (
    <span
      title={connection?.healthMessage ?? undefined}
      className={`flex items-center gap-1 text-label ${TEXT_OF_TONE[tone]}`}
    >
      <Glyph name={glyph} className="size-3" />
      {heard === null || now === null ? word : `${word}, ${formatDurationShort(now - heard)} ago`}
    </span>
  );
}

/** One line per connection in the side bar. */
export function DataFreshness() {
  const connections = useConnections();
  const live = useLiveState();
  const now = useNow();
  if (connections.length === 0) return null;
  return (
    <section aria-labelledby="data-freshness" className="hidden xl:group-data-[rail=false]/shell:block">
      <h2 id="data-freshness" className="px-[7px] pt-3.5 pb-1 text-tiny font-medium text-faint">
        Data freshness
      </h2>
      <ul>
        {connections.map((connection) => {
          const { glyph, tone, word } = look(connection, live);
          const heard = heardAt(connection);
          return (
            <li
              key={connection.slug}
              title={connection.healthMessage ?? word}
              className="flex items-center gap-1.5 px-[7px] py-1 text-label text-muted"
            >
              <span className="min-w-0 grow truncate">{connection.name}</span>
              <span className={`inline-flex items-center gap-1 ${TEXT_OF_TONE[tone]}`}>
                <Glyph name={glyph} />
                {word === "Live" && heard !== null && now !== null ? (
                  <>
                    <span className="sr-only">Live, </span>
                    {formatDurationShort(now - heard)}
                  </>
                ) : (
                  word
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function useConnections(): readonly Connection[] {
  const { data } = useQuery({ ...connectionsQuery(), refetchInterval: CONNECTIONS_EVERY_MS });
  return data?.connections ?? [];
}
