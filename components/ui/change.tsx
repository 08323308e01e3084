interface ChangeProps {
  /** Against the period before, in `unit`. */
  readonly amount: number;
  readonly unit: "%" | "pt";
  readonly isGood: (amount: number) => boolean;
  readonly digits?: number;
}

/** A change with its sign; one that rounds to nothing is "same". */
export function Change({ amount, unit, isGood, digits = 0 }: ChangeProps) {
  const size = Math.abs(amount).toFixed(digits);
  if (Number(size) === 0) return <span className="text-label text-muted">same</span>;
  return (
    <span className={isGood(amount) ? "text-label text-ok" : "text-label text-fail"}>
      {amount > 0 ? "+" : "−"}
      {size}
      {unit === "pt" ? " pt" : "%"}
    </span>
  );
}
