"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { deliveryCsv } from "@/lib/analytics/delivery-csv";
import type { DeliveryAnalytics } from "@/lib/contracts/analytics";
import { deliveryAnalyticsQuery } from "@/lib/queries/analytics";
import { DurationPerDay } from "@/components/charts/duration-per-day";
import { RunsPerDay } from "@/components/charts/runs-per-day";
import { StageTime } from "@/components/charts/stage-time";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Panel } from "@/components/ui/panel";
import { saveFile } from "@/components/ui/save-file";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { FigureStrip } from "./figure-strip";
import { ANALYTICS_FILTERS, analyticsInput } from "./filters";
import { RANGE_DAYS } from "./range";
import { StageTable } from "./stage-table";

/** Delivery over time. `openedAt` (epoch milliseconds) fixes what "today" is, for server and browser alike. */
export function AnalyticsView({ openedAt }: { readonly openedAt: number }) {
  const router = useRouter();
  const [filters, setFilters] = useQueryStates(ANALYTICS_FILTERS);
  const { data, error, isPending } = useQuery(deliveryAnalyticsQuery(analyticsInput(filters, openedAt)));
  const dayCount = filters.days;
  const openDay = (day: string): void => {
    if (!filters.pipeline) return;
    const path = `/pipelines/${encodeURIComponent(filters.connection)}/${encodeURIComponent(filters.pipeline)}/history`;
    router.push(`${path}?from=${day}&to=${day}`);
  };

  return (
    <Page
      crumbs={[{ label: "Analytics" }]}
      layout="full"
      actions={data && <CsvButton days={data.days} name={filters.pipeline || "all-pipelines"} />}
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2">
        <PipelineSelect
          pipelines={data?.pipelines ?? []}
          value={filters.pipeline ? `${filters.connection}/${filters.pipeline}` : ""}
          onChange={(connection, pipeline) => void setFilters({ connection, pipeline })}
        />
        <Segmented
          label="Range"
          value={String(dayCount)}
          options={RANGE_DAYS.map((days) => ({ value: String(days), label: `${days} days` }))}
          onValueChange={(days) => void setFilters({ days: Number(days) })}
        />
        <span className="text-small text-muted">against the {dayCount} days before, days in UTC</span>
        {data?.includesDemo && <Tag>includes demo data</Tag>}
      </div>
      {error && <ErrorNotice className="m-4" error={error} />}
      {isPending && <Skeleton className="m-4 h-64" />}
      {data && (
        <Figures data={data} dayCount={dayCount} isOnePipeline={Boolean(filters.pipeline)} onSelectDay={openDay} />
      )}
    </Page>
  );
}

interface FiguresProps {
  readonly data: DeliveryAnalytics;
  readonly dayCount: number;
  readonly isOnePipeline: boolean;
  readonly onSelectDay: (day: string) => void;
}

function Figures({ data, dayCount, isOnePipeline, onSelectDay }: FiguresProps) {
  const { range, before, days, stages, versions } = data;
  const total = range.succeeded + range.failed + range.other;
  if (total === 0) {
    return (
      <EmptyState level={2} title="No execution finished in this range">
        Success rate and duration appear here once executions finish. Choose a longer range, or start a pipeline.
      </EmptyState>
    );
  }
  return (
    <>
      <FigureStrip range={range} before={before} dayCount={dayCount} />
      <div className="grid gap-3 p-4 xl:grid-cols-2">
        <Panel
          title="Runs per day"
          note={total === 1 ? "1 run" : `${total} runs`}
          actions={<ResultLegend range={range} />}
        >
          <div className="p-3">
            <RunsPerDay days={days} {...(isOnePipeline && { onSelectDay })} />
          </div>
          <p className="border-t border-line px-3 py-2 text-small text-muted">
            Other: stopped, superseded or cancelled. Shaded days are weekends.
            {isOnePipeline && " Press a bar to see that day's executions."}
          </p>
        </Panel>
        <Panel title="Duration" note={`without approval wait, ${range.succeeded + range.failed} finished`}>
          <div className="p-3">
            <DurationPerDay days={days} versions={versions} />
          </div>
          <p className="border-t border-line px-3 py-2 text-small text-muted">
            Solid: median. Dashed: 95th percentile. Flags: first run of a version. Gaps: days on which nothing finished.
          </p>
        </Panel>
        {isOnePipeline && stages.length > 0 && (
          <>
            <Panel title="Where the time goes" note="median per stage">
              <div className="p-3">
                <StageTime stages={stages} />
              </div>
              <p className="border-t border-line px-3 py-2 text-small text-muted">
                Blue: running. Hatched: waiting for an approval while nothing else ran.
              </p>
            </Panel>
            <Panel title="Stages">
              <StageTable stages={stages} />
            </Panel>
          </>
        )}
      </div>
      {!isOnePipeline && (
        <p className="px-4 pb-4 text-small text-muted">Choose one pipeline to see its stages and its versions.</p>
      )}
    </>
  );
}

function ResultLegend({ range }: { readonly range: DeliveryAnalytics["range"] }) {
  const entries = [
    { name: `${range.succeeded} succeeded`, fill: "bg-ok-fill" },
    { name: `${range.failed} failed`, fill: "bg-fail-fill" },
    { name: `${range.other} other`, fill: "bg-idle-fill" },
  ];
  return (
    <ul className="flex flex-wrap gap-x-3 text-small text-muted">
      {entries.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-xs ${fill}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}

interface PipelineSelectProps {
  readonly pipelines: DeliveryAnalytics["pipelines"];
  /** `<connection>/<pipeline>`, empty for all. */
  readonly value: string;
  readonly onChange: (connection: string, pipeline: string) => void;
}

function PipelineSelect({ pipelines, value, onChange }: PipelineSelectProps) {
  const isListed = pipelines.some(({ connection, name }) => `${connection}/${name}` === value);
  return (
    <Select
      aria-label="Pipeline"
      className="w-64 max-sm:w-full"
      value={value}
      onChange={({ target }) => {
        const [connection = "", pipeline = ""] = target.value.split("/");
        onChange(connection, pipeline);
      }}
    >
      <option value="">All pipelines</option>
      {!isListed && value && <option value={value}>{value}</option>}
      {pipelines.map(({ connection, name, isDemo }) => (
        <option key={`${connection}/${name}`} value={`${connection}/${name}`}>
          {name} · {isDemo ? "demo data" : connection}
        </option>
      ))}
    </Select>
  );
}

function CsvButton({ days, name }: { readonly days: DeliveryAnalytics["days"]; readonly name: string }) {
  const download = (): void => saveFile(new Blob([deliveryCsv(days)], { type: "text/csv" }), `${name}-delivery.csv`);
  return (
    <Button onClick={download}>
      <Download aria-hidden="true" className="size-3.5" />
      CSV
    </Button>
  );
}
