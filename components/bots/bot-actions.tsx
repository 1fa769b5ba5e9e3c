"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Square, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import type { Bot } from "./bot-status.tsx";

export function BotActions({ bot }: { bot: Bot }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const path = useTenantPath();
  const [asked, setAsked] = useState<"stop" | "delete" | null>(null);
  const input = { botId: bot.id };
  const onError = (error: unknown) => toast.error(apiErrorOf(error).message);
  const changed = (message: string) => ({
    onError,
    onSuccess(after: Bot) {
      queryClient.setQueryData(trpc.bots.get.queryKey(input), after);
      setAsked(null);
      toast.success(message);
    },
  });
  const start = useMutation(
    trpc.bots.start.mutationOptions(changed("The bot trades from the next candle on.")),
  );
  const pause = useMutation(trpc.bots.pause.mutationOptions(changed("Paused. No new positions are opened.")));
  const resume = useMutation(trpc.bots.resume.mutationOptions(changed("The bot trades again.")));
  const stop = useMutation(
    trpc.bots.stop.mutationOptions(changed("Stopping: orders are canceled and the position is sold.")),
  );
  const remove = useMutation(
    trpc.bots.delete.mutationOptions({
      onError,
      onSuccess() {
        toast.success("The bot was deleted.");
        router.push(path("/bots"));
      },
    }),
  );

  return (
    <>
      {bot.status === "ready" && (
        <Button variant="primary" isPending={start.isPending} onClick={() => start.mutate(input)}>
          <Play aria-hidden />
          Start
        </Button>
      )}
      {bot.status === "running" && (
        <Button isPending={pause.isPending} onClick={() => pause.mutate(input)}>
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      {bot.status === "paused" && (
        <Button variant="primary" isPending={resume.isPending} onClick={() => resume.mutate(input)}>
          <Play aria-hidden />
          Resume
        </Button>
      )}
      {bot.status === "stopped" ? (
        <Button variant="ghost" onClick={() => setAsked("delete")}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      ) : (
        <Button disabled={bot.status === "stopping"} onClick={() => setAsked("stop")}>
          <Square aria-hidden />
          Stop
        </Button>
      )}
      <ConfirmDialog
        isOpen={asked === "stop"}
        title={`Stop ${bot.name}?`}
        confirmLabel="Stop bot"
        isDanger
        isPending={stop.isPending}
        onConfirm={() => stop.mutate(input)}
        onCancel={() => setAsked(null)}
      >
        Its orders are canceled{bot.position ? " and its position is sold at the market price" : ""}. A
        stopped bot keeps its history and cannot be started again.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "delete"}
        title={`Delete ${bot.name}?`}
        confirmLabel="Delete bot"
        isDanger
        isPending={remove.isPending}
        onConfirm={() => remove.mutate(input)}
        onCancel={() => setAsked(null)}
      >
        Its orders, trades and log go with it and cannot be brought back.
      </ConfirmDialog>
    </>
  );
}
