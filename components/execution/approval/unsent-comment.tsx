"use client";
import { CopyButton } from "@/components/ui/copy-button";
import { useKeptText } from "@/components/ui/use-kept-text";
import { commentKey, type RequestPlace } from "./approval-key";

/** What was typed for a request that no longer waits: still there to copy, until it is thrown away. */
export function UnsentComment({ place }: { readonly place: RequestPlace }) {
  const comment = useKeptText(commentKey(place));
  if (!comment.text) return null;
  return (
    <div className="text-small">
      <p className="flex items-center gap-1 text-muted">
        Your comment was not sent:
        <CopyButton text={comment.text} what="comment" />
      </p>
      <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{comment.text}</p>
    </div>
  );
}
