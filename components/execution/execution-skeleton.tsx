import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the page while its data is on the way. */
export function ExecutionSkeleton() {
  return (
    <div aria-busy="true" aria-label="Reading the execution" role="status" className="flex grow flex-col">
      <div className="flex h-16 items-center gap-6 border-b border-line bg-surface px-4">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="h-5 w-64 max-sm:hidden" />
        <Skeleton className="h-5 w-32 max-sm:hidden" />
      </div>
      <div className="flex gap-7 border-b border-line px-4 py-3 max-sm:hidden">
        <Skeleton className="h-44 grow rounded-lg" />
        <Skeleton className="h-44 grow-2 rounded-lg" />
        <Skeleton className="h-44 grow rounded-lg" />
      </div>
      <div className="flex grow flex-col gap-3 bg-surface p-4">
        {[72, 48, 60, 36, 52].map((width) => (
          <span key={width} style={{ width: `${width}%` }}>
            <Skeleton className="h-4" />
          </span>
        ))}
      </div>
    </div>
  );
}
