"use client";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { FormResult } from "@/lib/contracts/form-result";

interface SignOutEverywhereProps {
  readonly signOutEverywhere: () => Promise<FormResult>;
}

export function SignOutEverywhere({ signOutEverywhere }: SignOutEverywhereProps) {
  const [isPending, startTransition] = useTransition();

  function signOut() {
    startTransition(async () => {
      const result = await signOutEverywhere();
      if (result.ok) window.location.assign("/sign-in");
      else toast.failed(result.message);
    });
  }

  return (
    <div className="flex flex-col items-start gap-2 p-3">
      <p className="text-muted">Ends your session here and on every other device, at once.</p>
      <Button variant="destructive" pending={isPending} onClick={signOut}>
        Sign out everywhere
      </Button>
    </div>
  );
}
