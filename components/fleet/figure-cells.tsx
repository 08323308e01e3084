import { Change } from "@/components/ui/change";
import { formatDuration } from "@/components/ui/format-duration";
import type { PipelineFigures } from "@/lib/contracts/fleet";

export function SuccessFigure({ figures }: { readonly figures: PipelineFigures }) {
  const { successRate, successRateChange, finished } = figures;
  if (successRate === null) return <TooFew finished={finished} />;
  return (
    <>
      <span className="block">{(successRate * 100).toFixed(1)}%</span>
      {successRateChange === null ? (
        <span className="text-label text-muted">of {finished} runs</span>
      ) : (
        <Change amount={successRateChange} unit="pt" digits={1} isGood={(amount) => amount > 0} />
      )}
    </>
  );
}

export function MedianFigure({ figures }: { readonly figures: PipelineFigures }) {
  const { medianDurationMs, medianDurationChange, finished } = figures;
  if (medianDurationMs === null) return <TooFew finished={finished} />;
  return (
    <>
      <span className="block">{formatDuration(medianDurationMs)}</span>
      <span className="max-sm:hidden">
        {medianDurationChange !== null && (
          <Change amount={medianDurationChange * 100} unit="%" isGood={(amount) => amount < 0} />
        )}
      </span>
    </>
  );
}

function TooFew({ finished }: { readonly finished: number }) {
  return (
    <span className="text-label text-muted" title={finished === 0 ? undefined : "Too few runs to say"}>
      {finished === 0 ? "no data" : `only ${finished} ${finished === 1 ? "run" : "runs"}`}
    </span>
  );
}
