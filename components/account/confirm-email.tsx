"use client";

import { useMutation } from "@tanstack/react-query";
import { DeadLink } from "../auth/dead-link.tsx";
import { type LinkToken, useLinkToken } from "../auth/use-link-token.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";

const USES: Record<string, { ask: string; action: string; done: string }> = {
  verify: { ask: "Is this address yours?", action: "Confirm my address", done: "is confirmed." },
  change: {
    ask: "From now on you sign in with this address.",
    action: "Use this address",
    done: "is your address now.",
  },
  stop: {
    ask: "Your present address stays as it is.",
    action: "Stop the change",
    done: "will not become your address. If it was not you who asked, change your password, too.",
  },
};

/** Where links about addresses lead. A press of the button uses the link up; opening the page does not. */
export function ConfirmEmail({ homePath }: { homePath: string }) {
  const link = useLinkToken();
  const words = link ? USES[link.use] : undefined;
  if (link === undefined) {
    return (
      <Loading label="Reading the link">
        <Skeleton height="tile" />
      </Loading>
    );
  }
  if (!link || !words) return <DeadLink href={homePath}>Go on</DeadLink>;
  return <Confirm link={link} words={words} homePath={homePath} />;
}

interface ConfirmProps {
  link: LinkToken;
  words: { ask: string; action: string; done: string };
  homePath: string;
}

function Confirm({ link: { use, token }, words, homePath }: ConfirmProps) {
  const { account } = useTRPC();
  const verify = useMutation(account.confirmEmail.mutationOptions());
  const change = useMutation(account.confirmEmailChange.mutationOptions());
  const stop = useMutation(account.stopEmailChange.mutationOptions());
  const deed = use === "verify" ? verify : use === "change" ? change : stop;
  if (deed.data) {
    return (
      <div className="grid gap-4">
        <Banner tone="positive" isLive>
          <span className="font-medium break-all">{deed.data.email}</span> {words.done}
        </Banner>
        <LinkButton href={homePath} variant="primary" isWide>
          Go on
        </LinkButton>
      </div>
    );
  }
  if (deed.error && apiErrorOf(deed.error).code === "gone") return <DeadLink href={homePath}>Go on</DeadLink>;
  return (
    <div className="grid gap-4">
      {deed.error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(deed.error).message}
        </Banner>
      )}
      <p className="text-muted">{words.ask}</p>
      <Button variant="primary" isWide isPending={deed.isPending} onClick={() => deed.mutate({ token })}>
        {words.action}
      </Button>
    </div>
  );
}
