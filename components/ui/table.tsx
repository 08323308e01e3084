import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A table that scrolls sideways inside its own box when the page is narrow. `label` names it. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { readonly label: string }) {
  return (
    // A region that scrolls must be reachable from the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={label} tabIndex={0} className="relative overflow-x-auto -outline-offset-2">
      <table aria-label={label} {...rest} className={cn("w-full border-separate border-spacing-0", className)} />
    </div>
  );
}

export function HeaderCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "border-b border-line px-2.5 py-[7px] text-left text-label font-medium whitespace-nowrap text-faint",
        className,
      )}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cn("hover:bg-hover [&:last-child>td]:border-b-0", className)} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={cn("border-b border-line px-2.5 py-[7px] align-middle", className)} />;
}
