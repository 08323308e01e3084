import type { Metadata } from "next";
import { PasswordForm } from "@/components/account/password-form";
import { SignOutEverywhere } from "@/components/account/sign-out-everywhere";
import { SettingsPage } from "@/components/layout/settings-page";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/session";
import { changePasswordAction, signOutEverywhereAction } from "./actions";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { name, email, role } = await requireViewer();
  return (
    <SettingsPage title="Account">
      <Panel title={name} note={`${email} · ${role}`}>
        <PasswordForm email={email} changePassword={changePasswordAction} />
      </Panel>
      <Panel title="Sessions">
        <SignOutEverywhere signOutEverywhere={signOutEverywhereAction} />
      </Panel>
    </SettingsPage>
  );
}
