"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./icon-button";

const SHOWN_FOR_MS = 1_500;

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: "execution id". */
  readonly what: string;
  readonly size?: "sm" | "md";
}

export function CopyButton({ text, what, size = "sm" }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <IconButton label={copied ? `Copied ${what}` : `Copy ${what}`} size={size} onClick={() => void copy()}>
      {copied ? (
        <Check aria-hidden="true" className="size-3.5 text-ok" />
      ) : (
        <Copy aria-hidden="true" className="size-3.5" />
      )}
    </IconButton>
  );
}
