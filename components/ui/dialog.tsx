"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { useReturnFocus } from "./use-return-focus";

export const DIALOG_SCRIM = "fixed inset-0 z-40 bg-scrim";
export const DIALOG_BOX =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line-strong bg-raised shadow-pop";

const WIDTHS = { sm: "max-w-[440px]", md: "max-w-[560px]", lg: "max-w-[860px]", xl: "max-w-[1280px]" } as const;

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Asks: "Stop execution 7f3c21ab?" */
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly width?: keyof typeof WIDTHS;
  /** The buttons; the last one repeats the verb of the title. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

export function Dialog({ open, onOpenChange, title, description, width = "sm", footer, children }: DialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={DIALOG_SCRIM} />
        <Radix.Content
          {...returnFocus}
          className={cn(DIALOG_BOX, WIDTHS[width])}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <header className="py-3 pr-12 pl-4">
            <Radix.Title className="text-title font-semibold break-words">{title}</Radix.Title>
            {description && (
              <Radix.Description className="mt-0.5 text-small text-muted">{description}</Radix.Description>
            )}
          </header>
          {children && (
            <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 pb-3.5 empty:hidden">{children}</div>
          )}
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
          {/* Last, so that a dialog opens with the focus on what it asks for. */}
          <span className="absolute top-2.5 right-2.5">
            <Radix.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
