import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";

interface LoadFailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
  /** Another way on. */
  readonly children?: ReactNode;
}

/** Stands where the content would. */
export function LoadFailure({ error, onRetry, children }: LoadFailureProps) {
  return (
    <div className="flex flex-col items-start gap-3 p-4">
      <ErrorNotice error={error} className="w-full max-w-[720px]" />
      <div className="flex flex-wrap gap-2">
        <Button onClick={onRetry}>Try again</Button>
        {children}
      </div>
    </div>
  );
}
