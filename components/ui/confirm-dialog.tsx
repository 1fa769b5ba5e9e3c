"use client";

import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  /** What happens, and what does not. */
  children: ReactNode;
  /** The verb of the deed, e.g. `Stop bot`. */
  confirmLabel: string;
  /** The way back, where `Cancel` could be taken for the deed. */
  backLabel?: string;
  isDanger?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      isAlert
      isOpen={props.isOpen}
      onClose={props.onCancel}
      title={props.title}
      description={props.children}
      footer={
        <>
          <Button onClick={props.onCancel}>{props.backLabel ?? "Cancel"}</Button>
          <Button
            variant={props.isDanger ? "danger" : "primary"}
            isPending={props.isPending ?? false}
            onClick={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    />
  );
}
