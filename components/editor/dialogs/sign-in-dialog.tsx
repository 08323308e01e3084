"use client";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { formText } from "@/components/account/form-text";
import { openSession } from "@/components/account/open-session";
import { PasswordField } from "@/components/account/password-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useEditor } from "../editor-context";

/** Opens a new session without leaving the page, and stores at once what has been waiting for it. */
export function SignInDialog() {
  const editor = useEditor();
  const { closeDialog } = editor.store.getState();
  const open = useMutation({
    mutationFn: async ({ email, password }: { readonly email: string; readonly password: string }) => {
      const problem = await openSession(email, password);
      if (problem !== null) throw new Error(problem);
    },
    onSuccess: () => {
      closeDialog();
      toast.done("Signed in again");
      void editor.saver.flush();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    open.mutate({ email: formText(form, "email"), password: formText(form, "password") });
  };
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title="Sign in again?"
      description="Your session has ended. What you changed is on this page and kept in this browser; it is stored as soon as you are signed in."
      footer={
        <>
          <a href="/sign-in" target="_blank" rel="noreferrer" className="link mr-auto self-center text-small">
            Sign in another way
          </a>
          <Button onClick={closeDialog}>Later</Button>
          <Button variant="primary" type="submit" form="sign-in-again" pending={open.isPending}>
            Sign in
          </Button>
        </>
      }
    >
      <form id="sign-in-again" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="E-mail" required>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            className="h-9 text-[14px]"
          />
        </Field>
        <PasswordField label="Password" name="password" purpose="current" error={open.error?.message} />
      </form>
    </Dialog>
  );
}
