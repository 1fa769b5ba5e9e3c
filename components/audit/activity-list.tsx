import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Table } from "../ui/table.tsx";
import { actionText } from "./action-text.ts";

type Activity = Outputs["activity"]["list"][number];

/** A person's own entries, newest first. */
export function ActivityList({ entries, empty }: { entries: readonly Activity[]; empty: string }) {
  if (entries.length === 0) return <p className="px-5 py-10 text-center text-muted">{empty}</p>;
  return (
    <Table
      caption="Activity"
      rows={entries}
      rowKey={(entry) => entry.id}
      columns={[
        {
          key: "at",
          header: "When (UTC)",
          cell: (entry) => (
            <time dateTime={entry.at} className="tabular text-muted">
              {formatDateTime(entry.at)}
            </time>
          ),
        },
        { key: "action", header: "What", cell: (entry) => actionText(entry.verb) },
        {
          key: "where",
          header: "From",
          cell: (entry) => (
            <span className="text-muted">{[entry.device, entry.address].filter(Boolean).join(", ")}</span>
          ),
        },
      ]}
    />
  );
}
