"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { TenantState } from "#server/modules/tenancy/lifecycle-schema.ts";
import { formatDate } from "../format/time.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

/** All there is to see of a closed workspace. Its owner can open it again; everybody else learns that it is closed. */
export function ClosedWorkspace({ state }: { state: TenantState }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { name } = useTenant();
  const restore = useMutation(trpc.tenants.restore.mutationOptions({ onSuccess: () => router.refresh() }));
  const { restoreUntil } = state;
  if (state.status === "erasing") {
    return <p className="text-muted">{name} is closed for good. What was in it is being erased.</p>;
  }
  if (!restoreUntil) {
    return <p className="text-muted">Nobody can work in it at the moment. Its owner can open it again.</p>;
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <p>
        You can restore it until <strong className="font-semibold">{formatDate(restoreUntil)}</strong>. After
        that everything in it is erased for good.
      </p>
      <p className="text-muted">Data, members and brand come back as they were. Bots stay stopped.</p>
      {restore.error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(restore.error).message}
        </Banner>
      )}
      <Button
        variant="primary"
        isWide
        isPending={restore.isPending || restore.isSuccess}
        onClick={() => restore.mutate({})}
      >
        Restore workspace
      </Button>
    </div>
  );
}
