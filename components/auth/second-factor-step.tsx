"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

const WAYS = {
  totp: {
    label: "Code",
    hint: "Six digits, from your authenticator app.",
    inputMode: "numeric",
    autoComplete: "one-time-code",
    other: "Use a backup code",
  },
  backup: {
    label: "Backup code",
    hint: "One of those you kept. Each works once.",
    inputMode: "text",
    autoComplete: "off",
    other: "Use the authenticator app",
  },
} as const;

interface SecondFactorStepProps {
  action: (form: FormData) => void;
  next: string;
  isPending: boolean;
  /** e.g. a passkey instead of the code. */
  alternatives?: ReactNode;
}

export function SecondFactorStep({ action, next, isPending, alternatives }: SecondFactorStepProps) {
  const [way, setWay] = useState<keyof typeof WAYS>("totp");
  const { label, hint, other, ...typing } = WAYS[way];
  return (
    <div className="grid grid-cols-1 gap-4">
      <form action={action} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="step" value="code" />
        <input type="hidden" name="next" value={next} />
        <Field label={label} hint={hint}>
          {(control) => (
            <Input
              {...control}
              {...typing}
              key={way}
              name="code"
              maxLength={40}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              autoFocus
              required
              readOnly={isPending}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" isWide isPending={isPending}>
          Continue
        </Button>
      </form>
      {alternatives}
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="sm" onClick={() => setWay(way === "totp" ? "backup" : "totp")}>
          {other}
        </Button>
        <form action={action}>
          <input type="hidden" name="step" value="cancel" />
          <Button type="submit" variant="ghost" size="sm">
            Start over
          </Button>
        </form>
      </div>
    </div>
  );
}
