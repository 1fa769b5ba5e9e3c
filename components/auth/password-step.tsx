"use client";

import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { PasswordField } from "./password-field.tsx";

interface PasswordStepProps {
  action: (form: FormData) => void;
  next: string;
  email: string;
  isPending: boolean;
}

export function PasswordStep({ action, next, email, isPending }: PasswordStepProps) {
  return (
    <form action={action} className="grid grid-cols-1 gap-4">
      <input type="hidden" name="step" value="password" />
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            key={email}
            name="email"
            type="email"
            autoComplete="username webauthn"
            defaultValue={email}
            maxLength={254}
            required
            readOnly={isPending}
          />
        )}
      </Field>
      <PasswordField name="password" isReadOnly={isPending} />
      <Checkbox name="remember" defaultChecked>
        Keep me signed in
      </Checkbox>
      <Button type="submit" variant="primary" isWide isPending={isPending}>
        Sign in
      </Button>
    </form>
  );
}
