"use client";

import { useQuery } from "@tanstack/react-query";
import { formatDateTime } from "../format/time.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { HistoryState } from "./history-state.tsx";

/** What the bot did not do, and why: every order that was skipped or refused. */
export function NoteList({ botId }: { botId: string }) {
  const trpc = useTRPC();
  const notes = useQuery(trpc.bots.notes.queryOptions({ botId }));
  return (
    <HistoryState query={notes} empty="Nothing was skipped or refused so far.">
      {(rows) => (
        <ol className="max-h-[26rem] divide-y divide-border overflow-y-auto">
          {rows.map((note) => (
            <li
              key={note.id}
              className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)] sm:px-5"
            >
              <time dateTime={note.at} className="tabular text-[0.8125rem] text-muted">
                {formatDateTime(note.at)}
              </time>
              <div>
                <p>{note.message}</p>
                <p className="font-mono text-xs break-words text-muted">
                  {note.code}
                  {note.detail && `: ${note.detail}`}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </HistoryState>
  );
}
