import {
  ChartLine,
  Columns3,
  KeyRound,
  LayoutDashboard,
  Link2,
  type LucideIcon,
  ScrollText,
  Server,
  ShieldCheck,
  SlidersHorizontal,
  Users,
  Workflow,
} from "lucide-react";

export interface Destination {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

export const MAIN_DESTINATIONS = [
  { href: "/", label: "Overview", icon: LayoutDashboard },
  { href: "/pipelines", label: "Pipelines", icon: Workflow },
  { href: "/approvals", label: "Approvals", icon: ShieldCheck },
  { href: "/lanes", label: "Commit lanes", icon: Columns3 },
  { href: "/analytics", label: "Analytics", icon: ChartLine },
  { href: "/accounts", label: "Connections", icon: Link2 },
] as const satisfies readonly Destination[];

export const SETTINGS_DESTINATION = {
  href: "/settings",
  label: "Settings",
  icon: SlidersHorizontal,
} as const satisfies Destination;

export const SETTINGS_DESTINATIONS = [
  { href: "/settings/people", label: "People", icon: Users },
  { href: "/settings/local-resources", label: "Local resources", icon: Server },
  { href: "/settings/audit", label: "Audit", icon: ScrollText },
  { href: "/settings/account", label: "Account", icon: KeyRound },
] as const satisfies readonly Destination[];

/** True on the destination itself and on everything below it. */
export function isCurrent(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}

/** Pages that give their width to a graph; the side bar shrinks to a rail there. */
export function isCanvasPage(pathname: string): boolean {
  if (pathname === "/pipelines/new") return true;
  const [, section, connection, pipelineName, page] = pathname.split("/");
  return section === "pipelines" && Boolean(connection && pipelineName) && page !== "history";
}
