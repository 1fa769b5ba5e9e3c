"use client";

import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
} from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { passkeyRefusal } from "../account/passkey-refusal.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

const never = () => () => {};

interface PasskeySignInProps {
  /** Path on this host to open afterwards; checked by the page. */
  next: string;
  /** Also offers passkeys where the e-mail is typed. */
  hasAutofill?: boolean;
}

/** A passkey instead of password and code. Not shown where the browser has none to offer. */
export function PasskeySignIn({ next, hasAutofill }: PasskeySignInProps) {
  const { passkeys } = useTRPC();
  const isSupported = useSyncExternalStore(never, browserSupportsWebAuthn, () => false);
  const ask = useMutation(passkeys.askSignIn.mutationOptions());
  const signIn = useMutation(passkeys.signIn.mutationOptions());
  const enter = useMutation({
    async mutationFn({ isAutofill }: { isAutofill: boolean }) {
      const response = await startAuthentication({
        optionsJSON: await ask.mutateAsync(),
        useBrowserAutofill: isAutofill,
      });
      await signIn.mutateAsync({ response });
    },
    onSuccess: () => window.location.assign(next),
  });

  const hasOffered = useRef(false);
  const { mutate } = enter;
  useEffect(() => {
    if (!hasAutofill || !isSupported || hasOffered.current) return;
    hasOffered.current = true;
    browserSupportsWebAuthnAutofill().then((can) => can && mutate({ isAutofill: true }));
  }, [hasAutofill, isSupported, mutate]);

  if (!isSupported) return null;
  const isWaiting = (enter.isPending && !enter.variables.isAutofill) || signIn.isPending || enter.isSuccess;
  // Waiting in the background ends silently: the person has not asked for anything.
  const isSilent = enter.variables?.isAutofill && !signIn.error;
  const refusal =
    enter.error && !isSilent && (passkeyRefusal(enter.error) ?? apiErrorOf(enter.error).message);
  return (
    <div className="grid grid-cols-1 gap-3">
      <Button isWide isPending={isWaiting} onClick={() => enter.mutate({ isAutofill: false })}>
        <KeyRound aria-hidden />
        Use a passkey
      </Button>
      {refusal && (
        <Banner tone="negative" isLive>
          {refusal}
        </Banner>
      )}
    </div>
  );
}
