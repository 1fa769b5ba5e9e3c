"use client";

import { useQuery } from "@tanstack/react-query";
import type { SignInState } from "../auth/sign-in-form.tsx";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPCClient } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { AcceptButton } from "./accept-button.tsx";
import { useInvitationToken } from "./invitation-token.ts";
import { RegisterForm } from "./register-form.tsx";
import { ROLE_TEXT } from "./role-text.ts";

interface AcceptInvitationProps {
  signIn: (previous: SignInState, form: FormData) => Promise<SignInState>;
  signedInAs: string | null;
}

const CLOSED = {
  accepted: "This invitation was accepted already.",
  expired: "This invitation has expired. Ask for a new one.",
  revoked: "This invitation was revoked. Ask who invited you if you did not expect that.",
} as const;

export function AcceptInvitation({ signIn, signedInAs }: AcceptInvitationProps) {
  const client = useTRPCClient();
  const token = useInvitationToken();
  const found = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => client.invitations.find.mutate({ token: token ?? "" }),
    enabled: Boolean(token),
    refetchOnWindowFocus: false,
  });

  if (token === null) {
    return <Banner>Open the link in the mail that invited you. It leads here with its key.</Banner>;
  }
  if (found.error) {
    const { code, message } = apiErrorOf(found.error);
    return (
      <Banner tone="warning" isLive>
        {code === "not_found"
          ? "This link does not work here. A newer mail may have replaced it; else ask for a new invitation."
          : message}
      </Banner>
    );
  }
  if (!token || !found.data) {
    return (
      <Loading label="Reading the invitation">
        <div className="grid gap-3">
          <Skeleton />
          <Skeleton width="half" />
          <Skeleton height="control" />
        </div>
      </Loading>
    );
  }
  const { status, ...invitation } = found.data;
  if (status !== "open") {
    return (
      <div className="grid gap-4">
        <Banner tone={status === "accepted" ? "positive" : "warning"}>{CLOSED[status]}</Banner>
        <TenantLink href="/sign-in" variant="secondary">
          Go to sign-in
        </TenantLink>
      </div>
    );
  }
  return (
    <div className="grid gap-5">
      <p className="leading-6">
        {invitation.invitedByName ? `${invitation.invitedByName} invites ` : "You are invited: "}
        <span className="font-medium [overflow-wrap:anywhere]">{invitation.email}</span> to join as{" "}
        <span className="font-medium">{ROLE_TEXT[invitation.role].name.toLowerCase()}</span>.{" "}
        <span className="text-muted">{ROLE_TEXT[invitation.role].description}</span>
      </p>
      <NextStep
        next={invitation.next}
        email={invitation.email}
        token={token}
        signIn={signIn}
        signedInAs={signedInAs}
      />
    </div>
  );
}

interface NextStepProps extends AcceptInvitationProps {
  next: Outputs["invitations"]["find"]["next"];
  email: string;
  token: string;
}

function NextStep({ next, email, token, signIn, signedInAs }: NextStepProps) {
  const path = useTenantPath();
  switch (next) {
    case "register":
      return <RegisterForm email={email} token={token} signIn={signIn} />;
    case "accept":
      return <AcceptButton token={token} />;
    case "sign_in":
      return (
        <div className="grid gap-3">
          <p className="text-muted">This address has an account. Sign in with it to accept.</p>
          <TenantLink href={`/sign-in?next=${encodeURIComponent(path("/invite"))}`} variant="primary">
            Sign in to accept
          </TenantLink>
        </div>
      );
    case "switch_account":
      return (
        <form action="/api/sign-out" method="post" className="grid gap-3">
          <Banner>
            You are signed in as {signedInAs}. The invitation is for {email} alone.
          </Banner>
          <input type="hidden" name="next" value={path("/invite")} />
          <Button type="submit" variant="primary" isWide>
            Sign out and continue
          </Button>
        </form>
      );
    default:
      return next satisfies never;
  }
}
