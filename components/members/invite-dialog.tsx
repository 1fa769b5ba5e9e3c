"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { Role } from "#server/kernel/permission.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { toast } from "../ui/toast.ts";
import { addressesIn } from "./addresses.ts";
import { invitableRoles, ROLE_TEXT } from "./role-text.ts";
import { useMemberChange } from "./use-member-change.ts";

interface InviteDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const trpc = useTRPC();
  const id = useId();
  const { permissions } = useTenant();
  const roles = invitableRoles(permissions);
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>(roles.includes("trader") ? "trader" : "viewer");
  const changed = useMemberChange();
  const emails = addressesIn(text);
  const invite = useMutation(
    trpc.invitations.create.mutationOptions({
      async onSuccess(outcomes) {
        const { message, hasInvited } = summaryOf(outcomes);
        setText("");
        onClose();
        if (hasInvited) return changed(message).onSuccess();
        toast.info(message);
      },
    }),
  );
  const error = invite.error ? apiErrorOf(invite.error) : null;
  const wrong = error ? Object.keys(error.fields).find((path) => path.startsWith("emails")) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!invite.isPending) invite.mutate({ emails, role });
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Invite people"
      description="Each gets a mail with a link that works for seven days."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={id}
            variant="primary"
            isPending={invite.isPending}
            disabled={emails.length === 0}
          >
            {emails.length > 1 ? `Send ${emails.length} invitations` : "Send invitation"}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
        {error && !wrong && (
          <Banner tone="negative" isLive>
            {error.message}{" "}
            {error.reason === "limit_reached" && permissions.includes("billing:read") && (
              <TenantLink href="/settings/billing#plans">See plans</TenantLink>
            )}
          </Banner>
        )}
        <Field
          label="E-mail addresses"
          hint="Separate several by comma, space or line."
          error={wrong && error ? wrongAddress(wrong, emails, error.fields[wrong]) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              className="field-box resize-y"
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              maxLength={6000}
            />
          )}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-[0.8125rem] font-medium">Role</legend>
          {roles.map((each) => (
            <label
              key={each}
              className="flex gap-3 rounded-md border border-border px-3 py-2 has-checked:border-accent-text has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name={`${id}-role`}
                value={each}
                checked={role === each}
                onChange={() => setRole(each)}
                className="mt-0.5 size-4 shrink-0 accent-accent-text"
              />
              <span className="leading-5">
                <span className="block text-sm font-medium">{ROLE_TEXT[each].name}</span>
                <span className="block text-[0.8125rem] text-muted">{ROLE_TEXT[each].description}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

/** `emails.2` → the third address, with what is wrong with it. */
function wrongAddress(path: string, emails: readonly string[], message = "") {
  const address = emails[Number(path.split(".")[1])];
  return address ? `${address}: ${message}` : message;
}

const ALREADY = { already_invited: "invited already", already_member: "a member already" } as const;

function summaryOf(outcomes: Outputs["invitations"]["create"]) {
  const invited = outcomes.filter(({ outcome }) => outcome === "invited").length;
  const others = outcomes.flatMap(({ email, outcome }) =>
    outcome === "invited" ? [] : [`${email} is ${ALREADY[outcome]}.`],
  );
  const sent = invited === 1 ? "The invitation is on its way." : `${invited} invitations are on their way.`;
  return { hasInvited: invited > 0, message: [...(invited > 0 ? [sent] : []), ...others].join(" ") };
}
