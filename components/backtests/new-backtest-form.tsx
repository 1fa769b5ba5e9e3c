"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { LimitBanner } from "../billing/limit-banner.tsx";
import { LockedNotice } from "../billing/locked-notice.tsx";
import type { Dataset } from "../data/upload-candles.ts";
import { paramErrorsOf } from "../strategies/param-errors.ts";
import { ParameterFields } from "../strategies/parameter-fields.tsx";
import { useLack, useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { type BacktestForm, readForm, type Strategy } from "./backtest-form-state.ts";
import { SettingsFields } from "./settings-fields.tsx";
import { type MarketChoice, SourceFields } from "./source-fields.tsx";

interface NewBacktestFormProps {
  strategies: readonly Strategy[];
  datasets: readonly Dataset[];
  markets: readonly MarketChoice[];
  initial: BacktestForm;
  /** Made by the server, so that pressing twice starts one backtest. */
  requestId: string;
}

const NONE: Record<string, string> = {};
export function NewBacktestForm({ strategies, datasets, markets, initial, requestId }: NewBacktestFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const path = useTenantPath();
  const [form, setForm] = useState(initial);
  const [ownErrors, setOwnErrors] = useState(NONE);
  const start = useMutation(
    trpc.backtests.start.mutationOptions({ onSuccess: ({ id }) => router.push(path(`/backtests/${id}`)) }),
  );
  const isLocked = useLack("backtesting") !== null;
  const strategy = strategies.find(({ name }) => name === form.strategy);
  const isPending = start.isPending || start.isSuccess;
  const errors = { ...fieldErrorsOf(start.error), ...ownErrors };
  const general = start.error && Object.keys(errors).length === 0 ? apiErrorOf(start.error) : null;
  const change = (next: Partial<BacktestForm>) => setForm({ ...form, ...next });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || !strategy) return;
    const read = readForm(form, strategy, requestId);
    setOwnErrors("errors" in read ? read.errors : NONE);
    if ("input" in read) start.mutate(read.input);
  }

  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <form onSubmit={submit} noValidate className="grid grid-cols-1 gap-5">
        {general ? (
          <LimitBanner error={general} />
        ) : (
          <LockedNotice capability="backtesting">
            Nothing new can be tested; reports that exist stay.
          </LockedNotice>
        )}
        <Card title="Strategy">
          <div className="grid grid-cols-1 gap-4">
            <Field label="Strategy" error={errors.strategy} hint={strategy?.summary}>
              {(control) => (
                <Select
                  {...control}
                  value={form.strategy}
                  options={strategies.map(({ name, title }) => ({ value: name, label: title }))}
                  onChange={(event) => change({ strategy: event.target.value, params: {} })}
                />
              )}
            </Field>
            {strategy && (
              <ParameterFields
                definitions={strategy.parameters}
                values={form.params}
                errors={paramErrorsOf(errors)}
                onChange={(name, text) => change({ params: { ...form.params, [name]: text } })}
              />
            )}
          </div>
        </Card>
        <Card title="Prices">
          <SourceFields form={form} onChange={change} errors={errors} datasets={datasets} markets={markets} />
        </Card>
        <Card
          title="Money and risk"
          footer={
            <>
              <span>Runs on the server; you may leave the page.</span>
              <Button type="submit" variant="primary" isPending={isPending} disabled={isLocked}>
                Run backtest
              </Button>
            </>
          }
        >
          <SettingsFields form={form} onChange={change} errors={errors} />
        </Card>
      </form>
      {strategy && (
        <aside className="lg:sticky lg:top-7">
          <Card title="How it works">
            <p className="leading-6 text-muted">{strategy.explanation}</p>
          </Card>
        </aside>
      )}
    </div>
  );
}
