const ENTRIES = [
  { label: "Queued", swatch: "h-1 bg-idle-fill" },
  { label: "Succeeded", swatch: "h-2.5 rounded-[2px] bg-ok-fill" },
  { label: "Failed attempt", swatch: "h-2.5 rounded-[2px] bg-fail-fill" },
  { label: "Running", swatch: "h-2.5 rounded-[2px] bg-run-fill" },
  { label: "Waiting for approval", swatch: "h-2.5 rounded-[2px] hatched-wait" },
  { label: "Estimate", swatch: "h-2.5 rounded-[2px] border border-dashed border-idle-fill" },
  { label: "Critical path", swatch: "h-0.5 bg-accent" },
] as const;

export function WaterfallKey() {
  return (
    <ul
      aria-label="Key"
      className="flex shrink-0 flex-wrap gap-x-3.5 gap-y-1 border-t border-line px-4 py-1.5 text-tiny text-muted"
    >
      {ENTRIES.map(({ label, swatch }) => (
        <li key={label} className="flex items-center gap-1.5">
          <i className={`block w-[18px] ${swatch}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}
