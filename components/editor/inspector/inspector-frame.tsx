import type { FocusEvent, ReactNode } from "react";

interface InspectorFrameProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly subtitle: string;
  readonly menu?: ReactNode;
  readonly footer?: ReactNode;
  readonly onFocusCapture?: (event: FocusEvent) => void;
  readonly children: ReactNode;
}

/** What every inspector looks like: what this is, its form, what can be done with the whole of it. */
export function InspectorFrame({ icon, title, subtitle, menu, footer, onFocusCapture, children }: InspectorFrameProps) {
  return (
    <div className="flex h-full min-h-0 flex-col" onFocusCapture={onFocusCapture}>
      <header className="flex items-start gap-2 px-3.5 pt-3 pb-2.5 max-md:pr-14">
        {icon}
        <div className="min-w-0 grow">
          <h2 className="truncate text-title font-semibold" title={title}>
            {title}
          </h2>
          <p className="truncate text-small text-faint" title={subtitle}>
            {subtitle}
          </p>
        </div>
        {menu}
      </header>
      <div className="flex min-h-0 grow flex-col gap-3 overflow-y-auto border-t border-line px-3.5 pt-3 pb-4">
        {children}
      </div>
      {footer && (
        <footer className="flex items-center justify-between gap-1.5 border-t border-line px-3.5 py-2">{footer}</footer>
      )}
    </div>
  );
}
