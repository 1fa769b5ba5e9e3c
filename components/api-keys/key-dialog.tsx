"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import type { Permission } from "#server/kernel/permission.ts";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type KeyDraft, KeyFields } from "./key-fields.tsx";

interface KeyDialogProps {
  title: string;
  description: string;
  submitLabel: string;
  draft: KeyDraft;
  onDraft: (draft: KeyDraft) => void;
  /** What may be offered as scopes. */
  own: readonly Permission[];
  /** The call that the form makes. */
  call: { error: unknown; isPending: boolean };
  onSubmit: () => void;
  onClose: () => void;
  /** Fields below those that every key has. */
  children?: ReactNode;
}

/** The form of one key, new or not: one call at a time, refusals at their fields or above them. */
export function KeyDialog(props: KeyDialogProps) {
  const id = useId();
  const { call, onClose } = props;
  const errors = fieldErrorsOf(call.error);
  const general = call.error && Object.keys(errors).length === 0 ? apiErrorOf(call.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!call.isPending) props.onSubmit();
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" isPending={call.isPending}>
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
        {general && (
          <Banner tone="negative" isLive>
            {general}
          </Banner>
        )}
        <KeyFields draft={props.draft} onChange={props.onDraft} own={props.own} errors={errors} />
        {props.children}
      </form>
    </Dialog>
  );
}
