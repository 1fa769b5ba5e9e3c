import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { actionText } from "./action-text.ts";
import { actorText } from "./actor-text.ts";
import { changedFields } from "./changed-fields.ts";

type Entry = Outputs["audit"]["list"]["entries"][number];

/** Everything that the log keeps of one entry, with what changed set side by side. */
export function EntryDialog({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  const changes = entry ? changedFields(entry.before, entry.after) : [];
  const facts = entry
    ? [
        ["When", `${formatDateTime(entry.at)} UTC`],
        ["Who", `${actorText(entry)} (${entry.actor})`],
        ["From", [entry.device, entry.address].filter(Boolean).join(", ") || "Inside"],
        ["Action", entry.verb],
        ["Object", entry.entityId],
        ["Entry", `${entry.seq}, ${entry.hash}`],
      ]
    : [];
  return (
    <Dialog
      isOpen={entry !== null}
      onClose={onClose}
      title={entry ? actionText(entry.verb) : ""}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-words [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 && (
        <ul className="mt-4 grid max-h-72 gap-2 overflow-y-auto rounded-md border border-border bg-sunken p-3 font-mono text-xs">
          {changes.map(({ path, before, after }) => (
            <li key={path} className="[overflow-wrap:anywhere]">
              <span className="text-muted">{path || "value"}</span>
              {before !== null && (
                <del className="block text-negative no-underline">
                  <span aria-hidden>− </span>
                  {before}
                </del>
              )}
              {after !== null && (
                <ins className="block text-positive no-underline">
                  <span aria-hidden>+ </span>
                  {after}
                </ins>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
