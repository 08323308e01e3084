"use client";
import { Plus } from "lucide-react";
import { type Ref, useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type FleetView, MOST_VIEW_NAME_LENGTH } from "@/lib/contracts/fleet-view";
import type { useFleetViews } from "./use-fleet-views";

interface SaveViewProps {
  /** The button. */
  readonly ref: Ref<HTMLButtonElement>;
  /** What the view would hold. */
  readonly query: string;
  readonly views: readonly FleetView[];
  readonly save: ReturnType<typeof useFleetViews>["save"];
}

/** Keeps the filters, the order and the groups under a name. */
export function SaveView({ ref, query, views, save }: SaveViewProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        save.reset();
      }}
    >
      <PopoverTrigger asChild>
        <Button ref={ref} variant="quiet" size="sm" className="shrink-0 max-sm:h-9">
          <Plus aria-hidden="true" />
          Save view
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Save the view">
        <SaveForm query={query} views={views} save={save} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function SaveForm({ query, views, save, onDone }: Omit<SaveViewProps, "ref"> & { readonly onDone: () => void }) {
  const [name, setName] = useState("");
  const isTaken = views.some((view) => view.name === name.trim());
  function submit(event: SubmitEvent) {
    event.preventDefault();
    save.mutate({ name: name.trim(), query }, { onSuccess: onDone });
  }
  return (
    <form className="flex flex-col gap-2.5" onSubmit={submit}>
      <Field
        label="Name of the view"
        help={
          isTaken
            ? "Replaces your view of that name."
            : "Keeps the filters, the order and the groups as they are now, for you alone."
        }
      >
        <Input
          required
          maxLength={MOST_VIEW_NAME_LENGTH}
          placeholder="Production only"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
      {save.error && <ErrorNotice error={save.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={save.isPending}
        disabled={name.trim() === ""}
      >
        {isTaken ? "Replace view" : "Save view"}
      </Button>
    </form>
  );
}
