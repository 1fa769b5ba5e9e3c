"use client";

import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";
import { LinkButton } from "../ui/link-button.tsx";

interface CheckMailProps {
  title: string;
  children: ReactNode;
  /** The page where a demonstration's mails are to be read. */
  mailboxUrl: string | null;
  /** What to do when nothing comes. */
  actions: ReactNode;
}

/** A link is on its way. Says nothing about whether there is an account. */
export function CheckMail({ title, children, mailboxUrl, actions }: CheckMailProps) {
  return (
    <div className="grid gap-4" role="status">
      <div className="flex gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-positive-soft text-positive">
          <MailCheck className="size-5" aria-hidden />
        </span>
        <div className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          <div className="mt-1 text-muted">{children}</div>
        </div>
      </div>
      {mailboxUrl && (
        <LinkButton href={mailboxUrl} variant="primary" isWide isExternal>
          Open the demo mailbox
        </LinkButton>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-[0.8125rem] text-muted">
        {actions}
      </div>
    </div>
  );
}
