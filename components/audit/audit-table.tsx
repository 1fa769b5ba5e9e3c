import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Button } from "../ui/button.tsx";
import { Table } from "../ui/table.tsx";
import { actionText } from "./action-text.ts";
import { actorText } from "./actor-text.ts";

type Entry = Outputs["audit"]["list"]["entries"][number];

interface AuditTableProps {
  entries: readonly Entry[];
  onOpen: (entry: Entry) => void;
}

export function AuditTable({ entries, onOpen }: AuditTableProps) {
  return (
    <Table
      caption="Audit log"
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
        {
          key: "action",
          header: "What",
          cell: (entry) => (
            <button
              type="button"
              onClick={() => onOpen(entry)}
              className="text-left font-medium underline-offset-4 hover:underline"
            >
              {actionText(entry.verb)}
            </button>
          ),
        },
        { key: "actor", header: "Who", cell: (entry) => actorText(entry) },
        {
          key: "where",
          header: "From",
          isWideOnly: true,
          cell: (entry) => (
            <span className="text-muted">{[entry.device, entry.address].filter(Boolean).join(", ")}</span>
          ),
        },
        {
          key: "open",
          header: <span className="sr-only">Details</span>,
          isWideOnly: true,
          cell: (entry) => (
            <span className="flex justify-end">
              <Button size="sm" variant="ghost" onClick={() => onOpen(entry)}>
                Details
              </Button>
            </span>
          ),
        },
      ]}
    />
  );
}
