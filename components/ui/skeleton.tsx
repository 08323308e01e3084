import { cn } from "./cn";

/** The shape of what is coming, at its real size. Put `aria-busy` on what holds it. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={cn("block animate-pulse rounded-sm bg-line", className)} />;
}
