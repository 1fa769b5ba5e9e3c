import { Problem } from "../shell/problem.tsx";

/** For who came by single sign-on: the company's provider proves who they are here, not that the account is theirs. */
export function VouchedAccount() {
  return (
    <Problem title="You are signed in through your company">
      Name, e-mail, password and passkeys of your account can be changed once you sign in with your own
      password or passkey. What your company manages, its administrators change.
    </Problem>
  );
}
