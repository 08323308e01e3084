import { ChevronLeft, ChevronRight, List } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

interface RequestPagerProps {
  /** In the list; -1 when what is shown is not in it. */
  readonly position: number;
  readonly count: number;
  readonly onBack: () => void;
  readonly onStep: (step: 1 | -1) => void;
}

/** On a phone, where the list and the card take turns: back to the list, and on to the next request. */
export function RequestPager({ position, count, onBack, onStep }: RequestPagerProps) {
  return (
    <div className="flex items-center gap-1 border-b border-line bg-surface px-2 py-0.5 md:hidden">
      <IconButton label="All approvals" size="touch" onClick={onBack}>
        <List aria-hidden="true" className="size-5" />
      </IconButton>
      <span className="grow text-center text-small text-muted">
        {position >= 0 ? `${position + 1} of ${count}` : "Not in this list"}
      </span>
      <IconButton label="Previous request" size="touch" disabled={position <= 0} onClick={() => onStep(-1)}>
        <ChevronLeft aria-hidden="true" className="size-5" />
      </IconButton>
      <IconButton
        label="Next request"
        size="touch"
        disabled={position < 0 || position >= count - 1}
        onClick={() => onStep(1)}
      >
        <ChevronRight aria-hidden="true" className="size-5" />
      </IconButton>
    </div>
  );
}
