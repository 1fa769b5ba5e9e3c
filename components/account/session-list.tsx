"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import { SessionRow } from "./session-row.tsx";

export type Session = Outputs["sessions"]["list"][number];

interface SessionListProps {
  sessions: readonly Session[];
  /** Host of the root domain, where no workspace names the session. */
  rootHost: string;
}

/** Everywhere one is signed in. Ending a session signs that browser out with its next step. */
export function SessionList({ sessions: initial, rootHost }: SessionListProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { data: sessions } = useQuery({
    ...trpc.sessions.list.queryOptions({}),
    initialData: [...initial],
    staleTime: 0,
  });
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  const told = (words: string) => ({
    onSuccess: () => toast.success(words),
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
    onSettled() {
      setAsked(false);
      return queryClient.invalidateQueries(trpc.sessions.list.queryFilter());
    },
  });
  const end = useMutation(trpc.sessions.revoke.mutationOptions(told("Signed out there.")));
  const endOthers = useMutation(
    trpc.sessions.revokeOthers.mutationOptions(told("Signed out everywhere else.")),
  );
  return (
    <Card
      title={others.length === 0 ? "Here only" : `In ${sessions.length} places`}
      description="A browser, a phone or a program that holds a sign-in of yours."
      actions={others.length > 0 && <Button onClick={() => setAsked(true)}>Sign out everywhere else</Button>}
      isFlush
    >
      <ul className="divide-y divide-border border-t border-border">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            rootHost={rootHost}
            isEnding={end.isPending && end.variables.sessionId === session.id}
            onEnd={() => end.mutate({ sessionId: session.id })}
          />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={isAsked}
        title="Sign out everywhere else?"
        confirmLabel="Sign out everywhere else"
        isDanger
        isPending={endOthers.isPending}
        onConfirm={() => endOthers.mutate({})}
        onCancel={() => setAsked(false)}
      >
        All other browsers and programs lose their sign-in at once, in every workspace. You stay signed in
        here. API keys go on working.
      </ConfirmDialog>
    </Card>
  );
}
