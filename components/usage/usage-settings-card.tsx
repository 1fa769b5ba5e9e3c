"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Inputs, Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Switch } from "../ui/switch.tsx";
import { toast } from "../ui/toast.ts";
import { capExample, capText, parseCap } from "./cap-amount.ts";
import { OverageTable } from "./overage-table.tsx";

const THRESHOLDS = [50, 80, 90, 100] as const;
type Threshold = Inputs["usage"]["updateSettings"]["thresholds"][number];

interface UsageSettingsCardProps {
  settings: Outputs["usage"]["settings"];
  canEdit: boolean;
}

/** Who is told when, and whether use may go on beyond the plan, up to which cost. */
export function UsageSettingsCard({ settings, canEdit }: UsageSettingsCardProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [thresholds, setThresholds] = useState<readonly Threshold[]>(
    THRESHOLDS.filter((each) => settings.thresholds.includes(each)),
  );
  const [isMailed, setMailed] = useState(settings.isMailed);
  const [isOverageOn, setOverageOn] = useState(settings.isOverageOn);
  const { overage } = settings;
  const currency = overage?.currency ?? "usd";
  const [cap, setCap] = useState(capText(settings.spendCapMinor, currency));
  const spendCapMinor = parseCap(cap, currency);
  const save = useMutation(
    trpc.usage.updateSettings.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries({ queryKey: trpc.usage.pathKey() });
        toast.success("Usage settings saved.");
      },
    }),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending || spendCapMinor === undefined) return;
    save.mutate({ thresholds: [...thresholds], isMailed, isOverageOn, spendCapMinor });
  }

  return (
    <Card title="Alerts and spend" description="Owners and admins hear of shares of a limit, once each.">
      <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
        {save.error && (
          <Banner tone="negative" isLive>
            {apiErrorOf(save.error).message}
          </Banner>
        )}
        <fieldset disabled={!canEdit} className="grid gap-2">
          <legend className="mb-1 text-[0.8125rem] font-medium">Tell at</legend>
          <div className="flex flex-wrap gap-x-6">
            {THRESHOLDS.map((each) => (
              <Checkbox
                key={each}
                checked={thresholds.includes(each)}
                onChange={({ target }) =>
                  setThresholds((all) =>
                    target.checked ? [...all, each] : all.filter((other) => other !== each),
                  )
                }
              >
                {each}%
              </Checkbox>
            ))}
          </div>
          <Switch checked={isMailed} onChange={({ target }) => setMailed(target.checked)}>
            By mail, too
          </Switch>
        </fieldset>
        {overage ? (
          <fieldset disabled={!canEdit} className="grid gap-4 border-t border-border pt-4">
            <legend className="sr-only">Use beyond the plan</legend>
            <Switch
              checked={isOverageOn}
              onChange={({ target }) => setOverageOn(target.checked)}
              hint="Instead of being refused at a limit. It is charged with the next invoice."
            >
              Let use go on beyond the plan
            </Switch>
            <OverageTable overage={overage} />
            <div className="max-w-xs">
              <Field
                label={`Spend cap until ${formatDate(overage.periodEnd)}`}
                isOptional
                hint={`At the cap, use beyond the plan is refused. So far: ${formatMoney({ amountMinor: overage.spentMinor, currency: overage.currency })}.`}
                error={
                  spendCapMinor === undefined
                    ? `Write an amount, such as ${capExample(currency)}.`
                    : undefined
                }
              >
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    isNumeric
                    suffix={overage.currency.toUpperCase()}
                    placeholder="no cap"
                    value={cap}
                    disabled={!isOverageOn || !canEdit}
                    onChange={({ target }) => setCap(target.value)}
                  />
                )}
              </Field>
            </div>
          </fieldset>
        ) : (
          <p className="border-t border-border pt-4 text-[0.8125rem] text-muted">
            Use beyond the limits can be bought on plans that sell it, once their subscription is paid.
          </p>
        )}
        {canEdit && (
          <div>
            <Button type="submit" variant="primary" isPending={save.isPending}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
