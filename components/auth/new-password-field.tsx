"use client";

import { useState } from "react";
import { cx } from "../ui/class-names.ts";
import { PasswordField } from "./password-field.tsx";
import { passwordStrength } from "./password-strength.ts";

const STEPS = [1, 2, 3] as const;
const INK = ["bg-border-strong", "bg-warning", "bg-positive", "bg-positive"] as const;

/** A password being chosen, with a word on how it is doing. */
export function NewPasswordField({ label, error }: { label?: string; error?: string | undefined }) {
  const [password, setPassword] = useState("");
  const { level, text } = passwordStrength(password);
  return (
    <PasswordField
      name="password"
      isNew
      {...(label ? { label } : {})}
      error={error}
      onChange={setPassword}
      hint={
        <span className="flex items-center gap-3">
          <span className="flex gap-1" aria-hidden>
            {STEPS.map((step) => (
              <span
                key={step}
                className={cx("h-1 w-7 rounded-full", step <= level ? INK[level] : "bg-foreground/12")}
              />
            ))}
          </span>
          <span>{password === "" ? "At least 10 characters; a sentence is fine." : text}</span>
        </span>
      }
    />
  );
}
