import { Page } from "@/components/layout/page";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";

export default function NotFound() {
  return (
    <Page crumbs={[{ label: "Not found" }]}>
      <Panel>
        <EmptyState title="There is no such page" action={<LinkButton href="/pipelines">Open pipelines</LinkButton>}>
          The address may be mistyped, or what it named was removed.
        </EmptyState>
      </Panel>
    </Page>
  );
}
