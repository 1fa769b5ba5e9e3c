"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant, useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";

export function LeaveCard() {
  const trpc = useTRPC();
  const path = useTenantPath();
  const { name } = useTenant();
  const [isAsked, setAsked] = useState(false);
  const leave = useMutation(
    trpc.members.leave.mutationOptions({
      onSuccess: () => window.location.assign(path("/sign-in")),
      onError(error) {
        setAsked(false);
        toast.error(apiErrorOf(error).message);
      },
    }),
  );
  return (
    <>
      <Card
        title="Leave"
        description={`You can't open ${name} any more; what you made here stays.`}
        actions={<Button onClick={() => setAsked(true)}>Leave {name}</Button>}
        isFlush
      />
      <ConfirmDialog
        isOpen={isAsked}
        title={`Leave ${name}?`}
        confirmLabel="Leave"
        isDanger
        isPending={leave.isPending || leave.isSuccess}
        onConfirm={() => leave.mutate({})}
        onCancel={() => setAsked(false)}
      >
        You are signed out here at once and your API keys stop working. To come back you must be invited
        again.
      </ConfirmDialog>
    </>
  );
}
