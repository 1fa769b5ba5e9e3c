"use client";

import { useMutation } from "@tanstack/react-query";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { forgetInvitationToken } from "./invitation-token.ts";

/** For who is signed in with the invited address. */
export function AcceptButton({ token }: { token: string }) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const accept = useMutation(
    trpc.invitations.accept.mutationOptions({
      onSuccess() {
        forgetInvitationToken();
        window.location.assign(path("/"));
      },
    }),
  );
  return (
    <div className="grid gap-4">
      {accept.error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(accept.error).message}
        </Banner>
      )}
      <Button
        variant="primary"
        isWide
        isPending={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ token })}
      >
        Accept invitation
      </Button>
    </div>
  );
}
