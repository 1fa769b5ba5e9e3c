"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formatDate } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { toast } from "../ui/toast.ts";
import { BackupCodesDialog } from "./backup-codes-dialog.tsx";
import { CodeDialog } from "./code-dialog.tsx";
import { TotpSetup } from "./totp-setup.tsx";

const FEW = 3;

interface TwoFactorCardProps {
  security: Outputs["security"]["get"];
  company: string;
  onChanged: () => void;
}

export function TwoFactorCard({ security, company, onChanged }: TwoFactorCardProps) {
  const trpc = useTRPC();
  const [codes, setCodes] = useState<string[] | null>(null);
  const [asking, setAsking] = useState<"disable" | "renew" | null>(null);
  const start = useMutation(trpc.security.startTotp.mutationOptions());
  const disable = useMutation(
    trpc.security.disableTotp.mutationOptions({
      onSuccess() {
        setAsking(null);
        toast.success("Two-factor is off.");
        onChanged();
      },
    }),
  );
  const renew = useMutation(
    trpc.security.renewBackupCodes.mutationOptions({
      onSuccess(renewed) {
        setAsking(null);
        setCodes(renewed.codes);
        onChanged();
      },
    }),
  );
  const { totpSince, backupCodesLeft } = security;
  const isOn = totpSince !== null;

  function close() {
    setAsking(null);
    disable.reset();
    renew.reset();
  }

  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          Two-factor sign-in
          <Badge tone={isOn ? "positive" : "neutral"}>{isOn ? "On" : "Off"}</Badge>
        </span>
      }
      description={
        isOn
          ? `Since ${formatDate(totpSince)}, your password asks for a code of your authenticator app, too.`
          : "A code from an app on your phone, besides the password. Whoever learns the password can't get in."
      }
      actions={
        isOn ? (
          <Button size="sm" onClick={() => setAsking("disable")}>
            Turn off
          </Button>
        ) : (
          !start.data && (
            <Button size="sm" variant="primary" isPending={start.isPending} onClick={() => start.mutate({})}>
              Set up
            </Button>
          )
        )
      }
    >
      {start.error && !isOn && (
        <Banner tone="negative" isLive>
          {apiErrorOf(start.error).message}
        </Banner>
      )}
      {!isOn && start.data && (
        <TotpSetup
          setup={start.data}
          issuer={company}
          onEnabled={(shown) => {
            setCodes(shown);
            start.reset();
            onChanged();
          }}
          onCancel={() => start.reset()}
        />
      )}
      {isOn && (
        <div className="grid gap-3">
          {backupCodesLeft <= FEW && (
            <Banner
              tone="warning"
              title={backupCodesLeft === 0 ? "No backup codes left" : "Few backup codes left"}
            >
              Without your phone you could not sign in. Make new ones.
            </Banner>
          )}
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p>
              <span className="font-medium">Backup codes</span>{" "}
              <span className="text-muted">{backupCodesLeft} of 10 left</span>
            </p>
            <Button size="sm" onClick={() => setAsking("renew")}>
              Make new codes
            </Button>
          </div>
        </div>
      )}
      <CodeDialog
        isOpen={asking !== null}
        title={asking === "renew" ? "Make new backup codes" : "Turn two-factor off"}
        description={
          asking === "renew"
            ? "The old codes stop working at once."
            : "Your password alone will sign you in, and the backup codes are void."
        }
        confirmLabel={asking === "renew" ? "Make new codes" : "Turn off"}
        isDanger={asking === "disable"}
        isPending={disable.isPending || renew.isPending}
        error={asking === "renew" ? renew.error : disable.error}
        onCode={(code) => (asking === "renew" ? renew : disable).mutate({ code })}
        onClose={close}
      />
      <BackupCodesDialog codes={codes} company={company} onDone={() => setCodes(null)} />
    </Card>
  );
}
