"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CodeField } from "./code-field.tsx";

interface CodeDialogProps {
  isOpen: boolean;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  isDanger?: boolean;
  isPending: boolean;
  error: unknown;
  onCode: (code: string) => void;
  onClose: () => void;
}

/** A change that asks for a code. */
export function CodeDialog(props: CodeDialogProps) {
  const { isOpen, title, description, confirmLabel, isDanger, isPending, error, onCode, onClose } = props;
  const [code, setCode] = useState("");
  const formId = useId();
  const atCode = fieldErrorsOf(error).code;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) onCode(code);
  }
  function close() {
    setCode("");
    onClose();
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={formId} variant={isDanger ? "danger" : "primary"} isPending={isPending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {/* Only while it is open: a closed dialog would keep a second code field in the page. */}
      {isOpen && (
        <form id={formId} onSubmit={submit} noValidate className="grid gap-3">
          {error !== null && !atCode && (
            <Banner tone="negative" isLive>
              {apiErrorOf(error).message}
            </Banner>
          )}
          <CodeField value={code} onChange={setCode} error={atCode} acceptsBackup />
        </form>
      )}
    </Dialog>
  );
}
