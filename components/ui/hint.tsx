import { Info } from "lucide-react";
import { type ReactNode, useId } from "react";

/** A small “i” that opens an explanation: by click, tap or Enter; Escape or a click elsewhere closes it. */
export function Hint({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`About ${label}`}
        className="relative grid size-4 shrink-0 place-items-center rounded-full text-muted after:absolute after:-inset-1 hover:text-foreground"
      >
        <Info className="size-3.5" aria-hidden />
      </button>
      <span
        id={id}
        popover="auto"
        className="popover-panel px-3 py-2 text-[0.8125rem] leading-5 font-normal text-wrap"
      >
        {children}
      </span>
    </>
  );
}
