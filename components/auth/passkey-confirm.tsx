"use client";

import { browserSupportsWebAuthn, startAuthentication } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useSyncExternalStore } from "react";
import { passkeyRefusal } from "../account/passkey-refusal.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

const never = () => () => {};

/** Shows a passkey instead of the password, where one's own security is concerned. */
export function PasskeyConfirm({ onConfirmed }: { onConfirmed: () => void }) {
  const { passkeys } = useTRPC();
  const isSupported = useSyncExternalStore(never, browserSupportsWebAuthn, () => false);
  const ask = useMutation(passkeys.askConfirmation.mutationOptions());
  const confirm = useMutation(passkeys.confirm.mutationOptions());
  const show = useMutation({
    async mutationFn() {
      const response = await startAuthentication({ optionsJSON: await ask.mutateAsync() });
      await confirm.mutateAsync({ response });
    },
    onSuccess: onConfirmed,
  });
  if (!isSupported) return null;
  return (
    <div className="grid grid-cols-1 gap-3">
      <Button isWide isPending={show.isPending} onClick={() => show.mutate()}>
        <KeyRound aria-hidden />
        Use a passkey instead
      </Button>
      {show.error && (
        <Banner tone="negative" isLive>
          {passkeyRefusal(show.error) ?? apiErrorOf(show.error).message}
        </Banner>
      )}
    </div>
  );
}
