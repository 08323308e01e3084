import type { Metadata } from "next";
import { LocalResourcesView } from "@/components/local-resources/local-resources-view";
import { can } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Local resources" };

export default async function LocalResourcesPage() {
  const { role } = await requireViewer();
  return <LocalResourcesView canManage={can(role, "manage")} />;
}
