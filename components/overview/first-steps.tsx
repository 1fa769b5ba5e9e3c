import { Check } from "lucide-react";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/class-names.ts";
import { Progress } from "../ui/progress.tsx";

export interface Step {
  title: string;
  text: string;
  href: string;
  action: string;
  isDone: boolean;
}

/** The walk from an empty workspace to a running bot; gone once it is walked. */
export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const done = steps.filter((step) => step.isDone).length;
  const next = steps.find((step) => !step.isDone);
  if (!next) return null;
  return (
    <Card
      title="First steps"
      actions={
        <div className="flex items-center gap-3">
          <span className="tabular text-[0.8125rem] text-muted">
            {done} of {steps.length}
          </span>
          <div className="w-28">
            <Progress
              label="First steps"
              value={done / steps.length}
              valueText={`${done} of ${steps.length} done`}
            />
          </div>
        </div>
      }
    >
      <ol className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {steps.map((step, index) => (
          <li
            key={step.title}
            className={cx(
              "flex flex-col gap-2 rounded-lg border p-4",
              step === next ? "border-accent-text bg-accent-soft/40" : "border-border",
            )}
          >
            <span
              aria-hidden
              className={cx(
                "tabular grid size-6 place-items-center rounded-full text-xs font-semibold",
                step.isDone ? "bg-positive-soft text-positive" : "bg-foreground/8 text-muted",
              )}
            >
              {step.isDone ? <Check className="size-3.5" /> : index + 1}
            </span>
            <h3 className="font-medium">
              {step.title}
              {step.isDone && <span className="sr-only"> (done)</span>}
            </h3>
            <p className="grow text-[0.8125rem] text-muted">{step.text}</p>
            {!step.isDone && (
              <div>
                <TenantLink href={step.href} variant={step === next ? "primary" : "secondary"} size="sm">
                  {step.action}
                </TenantLink>
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
