import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Card } from "../ui/card.tsx";

/** Sign-ins by the provider that did not come about, newest first. */
export function ProblemsCard({ problems }: { problems: Outputs["sso"]["problems"] }) {
  return (
    <Card title="Sign-ins that failed" description="The last twenty, with what the provider said." isFlush>
      {problems.length === 0 ? (
        <p className="border-t border-border px-4 py-4 text-sm text-muted sm:px-5">None so far.</p>
      ) : (
        <ul className="divide-y divide-border border-t border-border">
          {problems.map(({ id, at, message, detail, email }) => (
            <li key={id} className="grid grid-cols-1 gap-0.5 px-4 py-3 text-sm sm:px-5">
              <p>{message}</p>
              <p className="text-[0.8125rem] wrap-anywhere text-muted">
                <time dateTime={at}>{formatDateTime(at)} UTC</time>
                {email && ` · ${email}`}
                {detail && ` · ${detail}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
