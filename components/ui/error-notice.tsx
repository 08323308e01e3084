import type { ReactNode } from "react";
import { Note } from "./note";

/** Any error of our own API has these; see ApiError. */
interface ShownError {
  readonly message: string;
  readonly awsError?: string | undefined;
  readonly requestId?: string | undefined;
}

interface ErrorNoticeProps {
  readonly error: ShownError;
  /** Such as "Try again". */
  readonly action?: ReactNode;
  readonly className?: string;
}

/** What happened, to which thing, what to do next. The AWS code and request id sit behind Details. */
export function ErrorNotice({ error, action, className }: ErrorNoticeProps) {
  const details = [error.awsError, error.requestId && `request id ${error.requestId}`].filter(Boolean);
  return (
    <Note tone="fail" role="alert" action={action} {...(className && { className })}>
      {error.message}
      {details.length > 0 && (
        <details>
          <summary className="mt-1.5 text-small">Details</summary>
          <pre className="mt-2 rounded-md bg-sunken px-2.5 py-2 font-mono text-[11.5px]/[18px] break-words whitespace-pre-wrap">
            {details.join("\n")}
          </pre>
        </details>
      )}
    </Note>
  );
}
