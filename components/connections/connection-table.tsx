"use client";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { ConnectionFreshness } from "@/components/layout/freshness";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Connection } from "@/lib/contracts/connection";
import { withQuery } from "@/lib/queries/urls";

interface ConnectionTableProps {
  readonly connections: readonly Connection[];
  /** The one whose pipelines are being imported now. */
  readonly importing: string | null;
  readonly onImport?: (connection: Connection) => void;
  readonly onOpen?: (open: { dialog: "change" | "remove" | "events"; connection: Connection }) => void;
}

export function ConnectionTable({ connections, importing, onImport, onOpen }: ConnectionTableProps) {
  return (
    <Table label="Connections">
      <thead>
        <tr>
          <HeaderCell>Connection</HeaderCell>
          <HeaderCell className="max-sm:hidden">Account and Region</HeaderCell>
          <HeaderCell className="max-lg:hidden">Credentials</HeaderCell>
          <HeaderCell>Freshness</HeaderCell>
          <HeaderCell className="text-right max-sm:hidden">Pipelines</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection) => (
          <Row key={connection.slug}>
            <Cell className="max-w-64">
              <span className="block truncate font-semibold" title={connection.name}>
                {connection.name}
              </span>
              <span className="flex flex-wrap items-center gap-1.5 font-mono text-label text-muted">
                {connection.slug}
                {connection.isDemo && <Tag className="font-sans">demo data</Tag>}
              </span>
            </Cell>
            <Cell className="max-sm:hidden">
              <span className="block font-mono text-small">
                {connection.accountId ?? (connection.isDemo ? "no account" : "account not known yet")}
              </span>
              <span className="font-mono text-label text-muted">{connection.region}</span>
            </Cell>
            <Cell className="max-w-72 max-lg:hidden">
              <span className="block truncate">{credentialWords(connection)}</span>
              {connection.endpointUrl && (
                <span className="block truncate font-mono text-label text-muted" title={connection.endpointUrl}>
                  {connection.endpointUrl}
                </span>
              )}
            </Cell>
            <Cell className="max-w-72">
              <ConnectionFreshness connection={connection.slug} />
              {connection.healthMessage && !connection.isDemo && (
                <span className="block text-label break-words text-muted">{connection.healthMessage}</span>
              )}
              {!connection.isDemo && (
                <span className="block text-label text-muted">
                  {connection.receivesEvents ? "told by events, polled to be sure" : "polled; no events are delivered"}
                </span>
              )}
            </Cell>
            <Cell className="text-right max-sm:hidden">
              <Link href={withQuery("/pipelines", { connection: [connection.slug] })} className="hover:underline">
                {connection.pipelineCount}
                <span className="sr-only"> pipelines of {connection.name}</span>
              </Link>
            </Cell>
            <Cell className="text-right whitespace-nowrap">
              <span className="inline-flex items-center gap-1">
                {onImport && !connection.isDemo && (
                  <Button pending={importing === connection.slug} onClick={() => onImport(connection)}>
                    Import pipelines
                  </Button>
                )}
                {onOpen && <ConnectionMenu connection={connection} onOpen={onOpen} />}
              </span>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

interface ConnectionMenuProps {
  readonly connection: Connection;
  readonly onOpen: NonNullable<ConnectionTableProps["onOpen"]>;
}

/** The local engine is part of the installation: there is nothing to change about it. */
function ConnectionMenu({ connection, onOpen }: ConnectionMenuProps) {
  if (connection.credentialSource === "local-engine") return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={`More for ${connection.name}`}>
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent>
        {!connection.isDemo && (
          <>
            <MenuItem onSelect={() => onOpen({ dialog: "change", connection })}>Change…</MenuItem>
            <MenuItem onSelect={() => onOpen({ dialog: "events", connection })}>Deliver events…</MenuItem>
            <MenuSeparator />
          </>
        )}
        <MenuItem destructive onSelect={() => onOpen({ dialog: "remove", connection })}>
          {connection.isDemo ? "Remove demo data…" : "Remove…"}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function credentialWords({ credentialSource, profileName, roleArn, isDemo }: Connection): string {
  if (isDemo) return "none: nothing is called";
  switch (credentialSource) {
    case "default-chain":
      return "Default credentials";
    case "profile":
      return `Profile ${profileName ?? ""}`;
    case "assumed-role":
      return `Role ${roleArn ?? ""}`;
    case "local-engine":
      return "Generated keys of this machine";
  }
}
