"use client";

import { useMutation } from "@tanstack/react-query";
import {
  Ellipsis,
  KeyRound,
  type LucideIcon,
  ShieldCheck,
  ShieldOff,
  UserMinus,
  UserStar,
} from "lucide-react";
import { formatDate, formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Menu, menuItemStyle } from "../ui/menu.tsx";
import { Select } from "../ui/select.tsx";
import { Avatar } from "./avatar.tsx";
import { ROLE_TEXT, roleOf } from "./role-text.ts";
import { useMemberChange } from "./use-member-change.ts";

export type Member = Outputs["members"]["list"]["members"][number];
export type MemberQuestion = "exceptions" | "transfer" | "reset-factor" | "remove";

/** Columns of a wide screen; a phone stacks the same cells into a card. */
export const MEMBER_COLUMNS =
  "sm:grid sm:grid-cols-[minmax(0,1fr)_9.5rem_10.5rem_2.5rem] sm:items-center sm:gap-4";

interface Action {
  question: MemberQuestion;
  label: string;
  icon: LucideIcon;
}

interface MemberRowProps {
  member: Member;
  canTransfer: boolean;
  onAsk: (question: MemberQuestion) => void;
}

export function MemberRow({ member, canTransfer, onAsk }: MemberRowProps) {
  const trpc = useTRPC();
  const changed = useMemberChange();
  const update = useMutation(
    trpc.members.update.mutationOptions(changed(`The role of ${member.name} was changed.`)),
  );
  const role = update.isPending && update.variables.role ? update.variables.role : member.role;
  const exceptionCount = member.grants.length + member.denials.length;
  const mayTransfer = canTransfer && !member.isSelf && member.role !== "owner";
  const actions: readonly Action[] = [
    member.canSetExceptions && { question: "exceptions", label: "Permissions…", icon: KeyRound },
    mayTransfer && { question: "transfer", label: "Transfer ownership…", icon: UserStar },
    member.canResetTwoFactor && {
      question: "reset-factor",
      label: "Reset two-factor…",
      icon: ShieldOff,
    },
    member.canRemove && { question: "remove", label: "Remove…", icon: UserMinus },
  ].filter((action): action is Action => action !== false);

  return (
    <li className={`relative px-4 py-3 sm:px-5 ${MEMBER_COLUMNS}`}>
      <div className="flex min-w-0 items-center gap-3 max-sm:pr-10">
        <Avatar name={member.name} />
        <div className="min-w-0 leading-tight">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="min-w-0 truncate font-medium max-sm:max-w-[calc(100%-1.5rem)]">
              {member.name}
            </span>
            {member.hasTwoFactor && (
              <ShieldCheck
                role="img"
                aria-label="Two-factor is on"
                className="size-4 shrink-0 text-positive"
              />
            )}
            {member.isSelf && <Badge>You</Badge>}
            {exceptionCount > 0 && (
              <Badge tone="info">
                {exceptionCount === 1 ? "1 exception" : `${exceptionCount} exceptions`}
              </Badge>
            )}
          </p>
          <p className="truncate text-[0.8125rem] text-muted">{member.email}</p>
        </div>
      </div>
      <div className="max-sm:mt-3 max-sm:pl-12">
        {member.offeredRoles.length > 0 ? (
          <Select
            aria-label={`Role of ${member.name}`}
            value={role}
            disabled={update.isPending}
            onChange={(event) => update.mutate({ memberId: member.id, role: roleOf(event.target.value) })}
            options={member.offeredRoles.map((value) => ({ value, label: ROLE_TEXT[value].name }))}
          />
        ) : (
          <span className="sm:px-3">{ROLE_TEXT[member.role].name}</span>
        )}
      </div>
      <p className="text-[0.8125rem] leading-5 text-muted max-sm:mt-2 max-sm:pl-12">
        <span className="block">
          {member.lastActiveAt ? `Active ${formatDateTime(member.lastActiveAt)}` : "Not active yet"}
        </span>
        <span className="block">Joined {formatDate(member.joinedAt)}</span>
      </p>
      <div className="max-sm:absolute max-sm:top-2 max-sm:right-2">
        {actions.length > 0 && (
          <Menu label={`Actions for ${member.name}`} trigger={<Ellipsis aria-hidden />}>
            {actions.map(({ question, label, icon: Icon }) => (
              <button
                key={question}
                type="button"
                className={menuItemStyle(question === "remove")}
                onClick={() => onAsk(question)}
              >
                <Icon aria-hidden />
                {label}
              </button>
            ))}
          </Menu>
        )}
      </div>
    </li>
  );
}
