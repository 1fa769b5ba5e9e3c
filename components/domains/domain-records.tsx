import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { DomainRecord } from "#server/modules/domains/schema.ts";
import { CopyButton } from "../ui/copy-button.tsx";

/** The lines to enter at the registrar, each part to be copied, with what stands there instead. */
export function DomainRecords({ records }: { records: readonly DomainRecord[] }) {
  return (
    <ul className="grid grid-cols-1 gap-3">
      {records.map((record) => (
        <li
          key={`${record.type} ${record.value}`}
          className="grid grid-cols-1 gap-x-4 gap-y-2 rounded-md border border-border bg-sunken/60 p-3 sm:grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,1.4fr)]"
        >
          <Part label="Type">
            <span className="inline-flex min-h-8 items-center gap-2 font-mono text-[0.8125rem] font-medium">
              {record.type}
              {record.isRight !== null && <State isRight={record.isRight} type={record.type} />}
            </span>
          </Part>
          <Part label="Name">
            <Copyable text={record.relativeName} label={`Copy the ${record.type} record's name`} />
            {record.relativeName !== record.name && (
              <Copyable
                text={record.name}
                label={`Copy the ${record.type} record's full name`}
                note="in full: "
              />
            )}
          </Part>
          <Part label="Value">
            <Copyable text={record.value} label={`Copy the ${record.type} record's value`} />
          </Part>
          {record.isRight === false && (
            <p className="text-[0.8125rem] text-muted sm:col-start-2 sm:col-end-4">
              Found instead:{" "}
              <span className="font-mono break-all text-foreground">
                {record.found.length > 0 ? record.found.join(", ") : "nothing"}
              </span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{label}</p>
      {children}
    </div>
  );
}

function Copyable({ text, label, note }: { text: string; label: string; note?: string }) {
  return (
    <div className="flex items-center gap-1">
      <span className={note ? "min-w-0 grow text-xs text-muted" : "min-w-0 grow"}>
        {note}
        <code className={note ? "break-all" : "text-[0.8125rem] break-all"}>{text}</code>
      </span>
      <CopyButton text={text} label={label} />
    </div>
  );
}

function State({ isRight, type }: { isRight: boolean; type: string }) {
  const Icon = isRight ? Check : X;
  return (
    <span className={isRight ? "text-positive" : "text-negative"}>
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{isRight ? `${type} record found` : `${type} record not right yet`}</span>
    </span>
  );
}
