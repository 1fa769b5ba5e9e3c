"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

interface PasswordFieldProps {
  name: string;
  label?: string;
  /** Being chosen now, rather than given again. */
  isNew?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  /** While an answer is under way: what is typed then would be lost. */
  isReadOnly?: boolean;
  onChange?: (password: string) => void;
}

export function PasswordField({
  name,
  label = "Password",
  isNew,
  hint,
  error,
  isReadOnly,
  onChange,
}: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Input
          {...control}
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          maxLength={200}
          required
          readOnly={isReadOnly}
          onChange={onChange && ((event) => onChange(event.target.value))}
          suffix={
            <button
              type="button"
              onClick={() => setShown(!isShown)}
              aria-label={isShown ? "Hide password" : "Show password"}
              className="-mr-1.5 grid size-7 place-items-center rounded-sm hover:text-foreground pointer-coarse:size-9"
            >
              {isShown ? <EyeOff className="size-4" aria-hidden /> : <Eye className="size-4" aria-hidden />}
            </button>
          }
        />
      )}
    </Field>
  );
}
