"use client";

import { type MouseEvent, type ReactNode, useId } from "react";
import { buttonStyle } from "./button-style.ts";
import { cx } from "./class-names.ts";

interface MenuProps {
  /** Accessible name of the button when its content is not text. */
  label?: string;
  trigger: ReactNode;
  triggerClassName?: string;
  children: ReactNode;
}

/** A link inside leads to another page without a reload, so nothing else would close the panel. */
function closeAfterLink(event: MouseEvent<HTMLDivElement>) {
  const isLink = event.target instanceof Element && event.target.closest("a") !== null;
  if (isLink) event.currentTarget.hidePopover();
}

/** A disclosure of links and actions in the top layer: Escape and a click elsewhere close it, focus returns. */
export function Menu({ label, trigger, triggerClassName, children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className={triggerClassName ?? buttonStyle({ variant: "ghost", size: "sm" })}
      >
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard follows a link by a click event too. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches the links inside it. */}
      <div id={id} popover="auto" onClick={closeAfterLink} className="popover-panel min-w-52 p-1">
        {children}
      </div>
    </>
  );
}

export const menuItemStyle = (isDanger = false): string =>
  cx(
    "flex min-h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-sm hover:bg-foreground/7 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0",
    isDanger ? "text-negative" : "text-foreground [&_svg]:text-muted",
  );

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2.5 pt-1.5 pb-1 text-xs text-muted">{children}</div>;
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-border" />;
}
