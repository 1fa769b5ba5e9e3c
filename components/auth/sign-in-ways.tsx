import type { ReactNode } from "react";
import { ApiProvider } from "../trpc/api-provider.tsx";
import { PasskeySignIn } from "./passkey-sign-in.tsx";

interface SignInWaysProps {
  basePath: string;
  next: string;
  hasAutofill?: boolean;
  /** A way to a new password. */
  children?: ReactNode;
}

/** Beside the password: a passkey, and the way out for who forgot it. */
export function SignInWays({ basePath, next, hasAutofill, children }: SignInWaysProps) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <ApiProvider basePath={basePath}>
        <PasskeySignIn next={next} {...(hasAutofill ? { hasAutofill } : {})} />
      </ApiProvider>
      {children && <p className="text-center text-[0.8125rem] text-muted">{children}</p>}
    </div>
  );
}
