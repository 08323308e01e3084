import { cn } from "./cn";

interface AvatarProps {
  readonly name: string;
  readonly size?: "sm" | "md";
  /** This is the viewer. */
  readonly self?: boolean;
}

/** Initials of a person whose name stands beside it, or in its title. */
export function Avatar({ name, size = "md", self = false }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      title={name}
      className={cn(
        "inline-grid shrink-0 place-items-center rounded-full font-semibold lowercase ring-1 ring-inset",
        size === "md" ? "size-[22px] text-[10px]/none" : "size-[18px] text-[8.5px]/none",
        self ? "bg-accent-soft text-accent ring-accent" : "bg-sunken text-muted ring-line-strong",
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._@-]+/u)
    .filter(Boolean);
  const [first = "?", second] = words;
  return second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2);
}
