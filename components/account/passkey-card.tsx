"use client";

import { browserSupportsWebAuthn, startRegistration } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { toast } from "../ui/toast.ts";
import { NameDialog } from "./name-dialog.tsx";
import { passkeyRefusal } from "./passkey-refusal.ts";
import { PasskeyRow } from "./passkey-row.tsx";

const never = () => () => {};

interface PasskeyCardProps {
  security: Outputs["security"]["get"];
  onChanged: () => void;
}

export function PasskeyCard({ security: { passkeys, passkeyHost }, onChanged }: PasskeyCardProps) {
  const trpc = useTRPC();
  const isSupported = useSyncExternalStore(never, browserSupportsWebAuthn, () => true);
  const [isNaming, setNaming] = useState(false);
  const start = useMutation(trpc.security.startPasskey.mutationOptions());
  const add = useMutation(trpc.security.addPasskey.mutationOptions());
  const make = useMutation({
    async mutationFn(name: string) {
      const response = await startRegistration({ optionsJSON: await start.mutateAsync({}) });
      await add.mutateAsync({ name, response });
    },
    onSuccess() {
      setNaming(false);
      toast.success("The passkey was added.");
      onChanged();
    },
  });

  return (
    <Card
      title="Passkeys"
      description={`Sign in with your fingerprint, face or a security key instead of password and code. A passkey made here works on ${passkeyHost} and nowhere else.`}
      actions={
        isSupported && (
          <Button size="sm" onClick={() => setNaming(true)}>
            Add a passkey
          </Button>
        )
      }
      isFlush
    >
      {!isSupported && (
        <div className="px-4 pb-4 sm:px-5">
          <Banner>This browser, or a connection without https, can't make passkeys.</Banner>
        </div>
      )}
      {passkeys.length === 0 ? (
        <EmptyState icon={KeyRound} title="No passkeys yet">
          A passkey can't be guessed, phished or reused elsewhere.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-border border-t border-border">
          {passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              isHere={passkey.host === passkeyHost}
              onChanged={onChanged}
            />
          ))}
        </ul>
      )}
      <NameDialog
        isOpen={isNaming}
        title="Add a passkey"
        description="Name it after the device or key, so that you know it again. Your browser asks for the rest."
        label="Name"
        initial="This device"
        confirmLabel="Continue"
        isPending={make.isPending}
        error={make.error && (passkeyRefusal(make.error) ?? apiErrorOf(make.error).message)}
        onName={(name) => make.mutate(name)}
        onClose={() => {
          setNaming(false);
          make.reset();
        }}
      />
    </Card>
  );
}
