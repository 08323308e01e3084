import { cn } from "@/components/ui/cn";

/** Words that only the wide side bar has room for; read out in every width. */
export const WIDE_ONLY =
  "sr-only xl:group-data-[rail=false]/shell:not-sr-only xl:group-data-[rail=false]/shell:truncate";

export const SIDE_BAR_IDLE = "text-muted hover:bg-hover hover:text-ink";

/** A link or button of the side bar: a square in the rail and on a phone, a row where there is room for words. */
export const SIDE_BAR_ITEM = cn(
  "relative flex size-9 items-center justify-center gap-[9px] rounded-md font-medium",
  "max-sm:size-11 [&>svg]:size-[18px] [&>svg]:shrink-0",
  "xl:group-data-[rail=false]/shell:h-[30px] xl:group-data-[rail=false]/shell:w-full",
  "xl:group-data-[rail=false]/shell:justify-start xl:group-data-[rail=false]/shell:px-[7px]",
  "xl:group-data-[rail=false]/shell:[&>svg]:size-4",
);
