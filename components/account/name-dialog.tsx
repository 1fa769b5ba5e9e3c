"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

interface NameDialogProps {
  isOpen: boolean;
  title: string;
  description: ReactNode;
  label: string;
  initial: string;
  confirmLabel: string;
  isPending: boolean;
  error: string | null;
  onName: (name: string) => void;
  onClose: () => void;
}

export function NameDialog(props: NameDialogProps) {
  const { isOpen, title, description, label, initial, confirmLabel, isPending, error, onName, onClose } =
    props;
  const [name, setName] = useState(initial);
  const formId = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) onName(name);
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {isOpen && (
        <form id={formId} onSubmit={submit} noValidate className="grid gap-3">
          {error && (
            <Banner tone="negative" isLive>
              {error}
            </Banner>
          )}
          <Field label={label}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                maxLength={60}
                required
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}
