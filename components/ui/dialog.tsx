"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  /** A question that must be answered by a button: a click beside it does not close it. */
  isAlert?: boolean;
  children?: ReactNode;
}

/** Modal on the native `<dialog>`: top layer, inert page, Escape and focus return are the browser's. */
export function Dialog({ isOpen, onClose, title, description, footer, isAlert, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === isOpen) return;
    if (isOpen) dialog.showModal();
    else dialog.close();
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape already closes a modal dialog.
    <dialog
      ref={ref}
      role={isAlert ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={onClose}
      onClick={(event) => !isAlert && event.target === ref.current && onClose()}
      className="w-[min(30rem,calc(100vw-2rem))] rounded-xl border border-border bg-raised p-0 text-foreground shadow-raised backdrop:bg-scrim"
    >
      <div className="px-5 pt-4 pb-5">
        <div className="flex items-start justify-between gap-4">
          <h2 id={`${id}-title`} className="text-base leading-7 font-semibold">
            {title}
          </h2>
          {!isAlert && (
            <Button variant="ghost" size="sm" isIcon aria-label="Close" onClick={onClose}>
              <X aria-hidden />
            </Button>
          )}
        </div>
        {description && (
          <div id={`${id}-description`} className="mt-1 text-muted [overflow-wrap:anywhere]">
            {description}
          </div>
        )}
        {children && <div className="mt-4">{children}</div>}
      </div>
      {footer && (
        <div className="flex flex-wrap justify-end gap-2 rounded-b-xl border-t border-border bg-sunken/60 px-5 py-3">
          {footer}
        </div>
      )}
    </dialog>
  );
}
