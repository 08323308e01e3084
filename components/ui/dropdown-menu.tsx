"use client";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";

/** `Menu` around `MenuTrigger` (give it `asChild`) and `MenuContent` with `MenuItem`s. */
export function Menu(props: Omit<ComponentProps<typeof Radix.Root>, "modal">) {
  // A modal menu would hide the whole page, landmarks and all, from screen readers.
  return <Radix.Root {...props} modal={false} />;
}
export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

export const MENU_BOX = "z-50 min-w-44 rounded-lg border border-line-strong bg-raised p-1 shadow-pop";
const ITEM =
  "flex min-h-7 items-center gap-2 rounded-sm px-2 py-1 text-control outline-none select-none " +
  "data-[highlighted]:bg-accent-soft data-[highlighted]:text-accent data-[disabled]:text-faint max-sm:min-h-11 " +
  "[&_svg]:size-[15px] [&_svg]:shrink-0";

export function MenuContent({ className, align = "end", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content {...rest} align={align} sideOffset={4} collisionPadding={8} className={cn(MENU_BOX, className)} />
    </Radix.Portal>
  );
}

interface MenuItemProps extends Omit<ComponentProps<typeof Radix.Item>, "asChild"> {
  readonly shortcut?: string;
  readonly destructive?: boolean;
}

export function MenuItem({ shortcut, destructive = false, className, children, ...rest }: MenuItemProps) {
  return (
    <Radix.Item {...rest} className={cn(ITEM, destructive && "text-fail", className)}>
      {children}
      {shortcut && <Kbd className="ml-auto">{shortcut}</Kbd>}
    </Radix.Item>
  );
}

/** An item that goes somewhere. */
export function MenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Radix.Item asChild>
      <Link {...rest} className={cn(ITEM, className)} />
    </Radix.Item>
  );
}

export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={cn(ITEM, "data-[state=checked]:font-semibold", className)}>
      {children}
      <Radix.ItemIndicator className="ml-auto text-accent">✓</Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-tiny text-faint">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
