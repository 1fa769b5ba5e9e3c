"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { CodeField } from "./code-field.tsx";
import { grouped, otpauthUri } from "./otpauth-uri.ts";
import { QrCode } from "./qr-code.tsx";

interface TotpSetupProps {
  setup: Outputs["security"]["startTotp"];
  /** Under which name the app lists it. */
  issuer: string;
  onEnabled: (codes: string[]) => void;
  onCancel: () => void;
}

/** Scan, type the code, done. */
export function TotpSetup({ setup, issuer, onEnabled, onCancel }: TotpSetupProps) {
  const trpc = useTRPC();
  const [code, setCode] = useState("");
  const enable = useMutation(
    trpc.security.enableTotp.mutationOptions({ onSuccess: ({ codes }) => onEnabled(codes) }),
  );
  const atCode = fieldErrorsOf(enable.error).code;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!enable.isPending) enable.mutate({ code });
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid grid-cols-1 gap-5 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-7"
    >
      <div className="grid content-start justify-items-center gap-2">
        <QrCode text={otpauthUri({ issuer, ...setup })} label="QR code for your authenticator app" />
      </div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-4">
        <ol className="grid list-decimal gap-1 pl-5 text-muted">
          <li>Open an authenticator app on your phone and scan the code.</li>
          <li>Enter the six digits that it shows.</li>
        </ol>
        <div className="grid grid-cols-1 gap-1.5">
          <p className="text-[0.8125rem] font-medium">Can't scan? Type this key into the app</p>
          <CodeBlock code={grouped(setup.secret)} label="key" />
        </div>
        {enable.error && !atCode && (
          <Banner tone="negative" isLive>
            {apiErrorOf(enable.error).message}
          </Banner>
        )}
        <div className="sm:max-w-60">
          <CodeField value={code} onChange={setCode} error={atCode} />
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" isPending={enable.isPending}>
            Turn on
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </div>
    </form>
  );
}
