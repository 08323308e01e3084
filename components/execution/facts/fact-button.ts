/** A fact that opens more about itself. */
export const FACT_BUTTON =
  "-mx-1 inline-flex min-w-0 items-center gap-1.5 rounded-sm px-1 text-left hover:bg-hover min-h-6";
