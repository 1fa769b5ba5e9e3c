"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Inputs, Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import type { Key } from "./key-row.tsx";

type Hours = NonNullable<Inputs["keys"]["rotate"]["overlapHours"]>;

const OVERLAPS: readonly { value: string; label: string; hours: Hours }[] = [
  { value: "0", label: "Ends at once", hours: 0 },
  { value: "1", label: "Works for another hour", hours: 1 },
  { value: "24", label: "Works for another day", hours: 24 },
  { value: "168", label: "Works for another week", hours: 168 },
];

interface RotateKeyDialogProps {
  apiKey: Key;
  onClose: () => void;
  onRotated: (made: Outputs["keys"]["rotate"]) => void;
}

export function RotateKeyDialog({ apiKey, onClose, onRotated }: RotateKeyDialogProps) {
  const trpc = useTRPC();
  const [overlap, setOverlap] = useState("24");
  const rotate = useMutation(trpc.keys.rotate.mutationOptions({ onSuccess: onRotated }));
  const confirm = () =>
    rotate.mutate({
      keyId: apiKey.id,
      overlapHours: OVERLAPS.find(({ value }) => value === overlap)?.hours ?? 24,
    });
  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={`Rotate ${apiKey.name}?`}
      description="You get a new key that may do the same. Give it to your programs while the old one still works."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" isPending={rotate.isPending} onClick={confirm}>
            Rotate key
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {rotate.error && (
          <Banner tone="negative" isLive>
            {apiErrorOf(rotate.error).message}
          </Banner>
        )}
        <Field label="The old key">
          {(control) => (
            <Select
              {...control}
              options={OVERLAPS}
              value={overlap}
              onChange={(event) => setOverlap(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
