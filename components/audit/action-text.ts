/** Verbs whose two halves do not read as a sentence. */
const SPECIAL: Record<string, string> = {
  "auth.signUp": "Workspace created",
  "auth.login": "Signed in by API",
  "auth.signIn": "Signed in",
  "auth.signInFailed": "Sign-in failed",
  "auth.confirmSignIn": "Second factor confirmed",
  "auth.secondFactorFailed": "Second factor failed",
  "auth.authorizeHandoff": "Workspace opened from the home page",
  "auth.redeemHandoff": "Signed in from the home page",
  "auth.reauthenticate": "Password confirmed",
  "auth.signOut": "Signed out",
  "session.revokeOthers": "All other sessions ended",
  "audit.export": "Audit log exported",
  "bot.pauseSurplus": "Bot paused by the plan",
  "addOn.set": "Add-on changed",
  "checkout.embed": "Checkout opened",
  "checkout.start": "Checkout started",
  "domain.makePrimary": "Domain made primary",
  "paymentMethod.choose": "Payment method chosen",
  "portal.open": "Billing portal opened",
  "subscription.cancel": "Subscription cancelled",
  "subscription.changePlan": "Plan changed",
  "subscription.dropScheduledChange": "Scheduled change of plan taken back",
  "subscription.redeemCode": "Promotion code redeemed",
  "usageSetting.update": "Usage settings updated",
  "key.refuse": "API key refused",
  "member.resetTwoFactor": "Two-factor of a member reset",
  "key.useFromNewAddress": "API key used from a new address",
  "tenant.create": "Workspace created",
  "tenant.provision": "Workspace provisioned by the platform",
  "tenant.amend": "Terms changed by the platform",
  "tenant.suspend": "Workspace suspended by the platform",
  "tenant.suspendUnpaid": "Workspace suspended: unpaid",
  "tenant.recover": "Workspace open again: paid",
  "tenant.reactivate": "Workspace reactivated by the platform",
  "tenant.close": "Workspace closed",
  "tenant.closeByOperator": "Workspace closed by the platform",
  "tenant.restore": "Workspace restored",
  "tenant.restoreByOperator": "Workspace restored by the platform",
  "tenant.rename": "Workspace renamed",
};

const PAST: Record<string, string> = {
  start: "started",
  stop: "stopped",
  begin: "begun",
  run: "run",
  send: "sent",
  make: "made",
  set: "set",
  reset: "reset",
  resend: "resent",
  leave: "left",
};

/** `bot.create` → `Bot created`; `member.changeRole` → `Member role changed`; `security.totpEnabled` → `TOTP enabled`. */
export function actionText(verb: string): string {
  const special = SPECIAL[verb];
  if (special) return special;
  const [noun = "", action = ""] = verb.split(".");
  const subject = noun === "security" ? [] : wordsOf(noun);
  const [first = "", ...rest] = wordsOf(action);
  const hasHappened = [first, ...rest].at(-1)?.endsWith("ed") ?? false;
  const words = hasHappened ? [...subject, first, ...rest] : [...subject, ...rest, pastOf(first)];
  const text = words.join(" ").replaceAll(/\b(?:api|totp|sso|scim)\b/g, (word) => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([A-Z])/g, " $1")
    .toLowerCase()
    .split(" ")
    .filter(Boolean);

function pastOf(verb: string): string {
  const known = PAST[verb];
  if (known) return known;
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return `${verb}ed`;
}
