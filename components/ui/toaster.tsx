"use client";

import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { cx } from "./class-names.ts";
import { dismissToast, type ToastItem, toastStore } from "./toast.ts";

const NONE: readonly ToastItem[] = [];
const ICONS = { positive: CircleCheck, negative: CircleAlert, info: Info } as const;
const INK = { positive: "text-positive", negative: "text-negative", info: "text-info" } as const;

/** Ours, because toast libraries inject a style element that a strict content policy refuses. */
export function Toaster() {
  const items = useSyncExternalStore(toastStore.subscribe, toastStore.getSnapshot, () => NONE);
  const ref = useRef<HTMLElement>(null);

  // Shown anew with each toast, so that it lies above a dialog opened meanwhile.
  useEffect(() => {
    const region = ref.current;
    if (!region?.showPopover) return;
    if (region.matches(":popover-open")) region.hidePopover();
    if (items.length > 0) region.showPopover();
  }, [items]);

  return (
    <section
      ref={ref}
      popover="manual"
      aria-label="Notifications"
      aria-live="polite"
      className="fixed inset-auto! right-4! bottom-4! m-0 w-[min(24rem,calc(100vw-2rem))] overflow-visible bg-transparent p-0 text-foreground max-md:bottom-20! [&:not(:popover-open)]:sr-only [&:not(:popover-open)]:block!"
    >
      <ol className="grid gap-2">
        {items.map((item) => {
          const Icon = ICONS[item.tone];
          return (
            <li
              key={item.id}
              className="flex items-start gap-2.5 rounded-lg border border-border bg-raised py-2 pr-1.5 pl-3.5 text-sm shadow-raised"
            >
              <Icon className={cx("mt-1.5 size-4 shrink-0", INK[item.tone])} aria-hidden />
              <span className="min-w-0 grow py-1">{item.message}</span>
              <Button
                variant="ghost"
                size="sm"
                isIcon
                aria-label="Dismiss"
                onClick={() => dismissToast(item.id)}
              >
                <X aria-hidden />
              </Button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
