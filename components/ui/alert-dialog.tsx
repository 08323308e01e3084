"use client";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { DIALOG_BOX, DIALOG_SCRIM } from "./dialog";
import { useReturnFocus } from "./use-return-focus";

interface AlertDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Asks: "Delete pipeline shop-api?" */
  readonly title: ReactNode;
  /** What will happen, and what will not. */
  readonly description: ReactNode;
  /** The verb and the thing: "Delete shop-api". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly pending?: boolean;
  readonly destructive?: boolean;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

/** A question that must be answered. Stays open while the answer is carried out, so that an error can be shown inside. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel = "Cancel",
  pending = false,
  destructive = true,
  onConfirm,
  children,
}: AlertDialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={DIALOG_SCRIM} />
        <Radix.Content {...returnFocus} className={cn(DIALOG_BOX, "max-w-[440px]")}>
          <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3.5">
            <Radix.Title className="text-title font-semibold break-words">{title}</Radix.Title>
            <Radix.Description asChild>
              <div className="text-muted">{description}</div>
            </Radix.Description>
            {children}
          </div>
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
            <Radix.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </Radix.Cancel>
            <Button variant={destructive ? "destructive-solid" : "primary"} pending={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
