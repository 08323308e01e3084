"use client";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { Glyph } from "./glyph";

interface ToastOptions {
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

/** One line of what happened to which thing. Errors stay until dismissed. */
export const toast = {
  done(message: string, options: ToastOptions = {}) {
    sonner(message, {
      icon: <Glyph name="succeeded" className="size-3.5 text-ok" />,
      description: options.detail,
      action: options.action,
    });
  },
  told(message: string, options: ToastOptions = {}) {
    sonner(message, {
      icon: <Glyph name="info" className="size-3.5 text-run" />,
      description: options.detail,
      action: options.action,
    });
  },
  failed(message: string, options: ToastOptions = {}) {
    sonner(message, {
      icon: <Glyph name="failed" className="size-3.5 text-fail" />,
      description: options.detail,
      action: options.action,
      duration: Number.POSITIVE_INFINITY,
    });
  },
};

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      closeButton
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-line-strong bg-raised py-2.5 pr-8 pl-3 text-base text-ink shadow-pop",
          icon: "mt-0.5",
          content: "min-w-0 grow",
          title: "break-words",
          description: "text-small text-muted break-words",
          actionButton:
            "h-6 shrink-0 rounded-md border border-line-strong bg-surface px-2 text-small font-medium hover:bg-hover",
          closeButton:
            "absolute top-2 right-2 grid size-5 place-items-center rounded-sm text-muted hover:bg-hover [&_svg]:size-3.5",
        },
      }}
    />
  );
}
