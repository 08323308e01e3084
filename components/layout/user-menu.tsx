"use client";
import { cn } from "@/components/ui/cn";
import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { Avatar } from "@/components/ui/avatar";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/dropdown-menu";
import { SETTINGS_DESTINATIONS } from "./navigation";
import { SIDE_BAR_IDLE, SIDE_BAR_ITEM, WIDE_ONLY } from "./side-bar-look";
import { ThemeChoice } from "./theme-menu";

interface UserMenuProps {
  readonly viewer: { readonly name: string; readonly email: string; readonly role: string };
}

export function UserMenu({ viewer }: UserMenuProps) {
  return (
    <Menu>
      <MenuTrigger className={cn(SIDE_BAR_ITEM, SIDE_BAR_IDLE)}>
        <Avatar name={viewer.name} />
        <span className={WIDE_ONLY}>{viewer.name}</span>
        <span className="sr-only">, account menu</span>
      </MenuTrigger>
      <MenuContent side="right" align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{viewer.name}</p>
          <p className="truncate text-label text-muted">
            {viewer.email} · {viewer.role}
          </p>
        </div>
        <MenuSeparator />
        {SETTINGS_DESTINATIONS.map(({ href, label, icon: Icon }) => (
          <MenuLink key={href} href={href}>
            <Icon aria-hidden="true" />
            {label}
          </MenuLink>
        ))}
        <MenuSeparator />
        <MenuLabel>Theme</MenuLabel>
        <ThemeChoice />
        <MenuSeparator />
        <MenuItem onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
