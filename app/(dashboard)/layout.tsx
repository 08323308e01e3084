import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { findViewer } from "@/lib/auth/session";

/** Sends strangers to the sign-in page; what protects the data is `authorize` in each use case. */
export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await findViewer();
  if (!viewer) redirect("/sign-in");
  const { name, email, role } = viewer;
  return <Shell viewer={{ name, email, role }}>{children}</Shell>;
}
