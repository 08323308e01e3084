/** Decoration: actions in parallel between two stages, joined by wires that pass a gate. */
export function GateIllustration({ className }: { readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 720 260"
      preserveAspectRatio="xMinYMid slice"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
      className={className}
    >
      <g className="stroke-wire" strokeWidth="1.75">
        <path d="M0 70H720" />
        <path d="M170 70q8 0 8 8v118q0 8 8 8h30M178 129q0 8 8 8h30" />
        <path d="M346 204h30q8 0 8-8V78q0-8 8-8M346 137h30q8 0 8-8" />
      </g>
      <path
        className="stroke-wire-artifact"
        strokeWidth="1.75"
        strokeDasharray="0.1 4.6"
        d="M112 92H216M142 92v125q0 6 6 6h68M346 92H500M628 92h92"
      />
      <g className="fill-surface stroke-line-strong" strokeWidth="1.25">
        <rect x="-40" y="42" width="152" height="66" rx="8" />
        <rect x="216" y="42" width="130" height="56" rx="8" />
        <rect x="216" y="109" width="130" height="56" rx="8" />
        <rect x="216" y="176" width="130" height="56" rx="8" />
        <rect x="500" y="42" width="128" height="66" rx="8" />
      </g>
      <g className="stroke-line-strong" strokeWidth="3">
        <path d="M18 66h44M18 82h66M234 62h42M234 78h62M234 129h34M234 145h68M234 196h46M234 212h56M520 66h38M520 82h68" />
      </g>
      <g className="stroke-accent" strokeWidth="2">
        <path className="fill-ground" d="M422 54v32l19-16zM460 54v32l-19-16z" />
        <path d="M441 70V34M427 32h28" />
      </g>
    </svg>
  );
}
