"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { TIMEFRAMES } from "../backtests/backtest-form-state.ts";
import type { MarketChoice } from "../backtests/source-fields.tsx";
import { LimitBanner } from "../billing/limit-banner.tsx";
import { LockedNotice } from "../billing/locked-notice.tsx";
import { paramErrorsOf } from "../strategies/param-errors.ts";
import { ParameterFields } from "../strategies/parameter-fields.tsx";
import { useLack, useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { type BotForm, readBotForm } from "./bot-form-state.ts";
import { BotMoneyFields } from "./bot-money-fields.tsx";

interface NewBotFormProps {
  strategies: Outputs["strategies"]["list"];
  markets: readonly MarketChoice[];
  initial: BotForm;
  /** The backtest the numbers come from. */
  backtestId: string | null;
  /** Made by the server, so that pressing twice starts one bot. */
  requestId: string;
}

const NONE: Record<string, string> = {};

export function NewBotForm({ strategies, markets, initial, backtestId, requestId }: NewBotFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const path = useTenantPath();
  const [form, setForm] = useState(initial);
  const [ownErrors, setOwnErrors] = useState(NONE);
  const create = useMutation(
    trpc.bots.create.mutationOptions({ onSuccess: ({ id }) => router.push(path(`/bots/${id}`)) }),
  );
  const isLocked = useLack("paper_trading") !== null;
  const strategy = strategies.find(({ name }) => name === form.strategy);
  const isPending = create.isPending || create.isSuccess;
  const errors = { ...fieldErrorsOf(create.error), ...ownErrors };
  const general = create.error && Object.keys(errors).length === 0 ? apiErrorOf(create.error) : null;
  const change = (next: Partial<BotForm>) => setForm({ ...form, ...next });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || !strategy) return;
    const read = readBotForm(form, strategy, { requestId, backtestId });
    setOwnErrors("errors" in read ? read.errors : NONE);
    if ("input" in read) create.mutate(read.input);
  }

  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl grid-cols-1 gap-5">
      {general ? (
        <LimitBanner error={general} />
      ) : (
        <LockedNotice capability="paper_trading">
          No bot can be started, and those there are open nothing.
        </LockedNotice>
      )}
      <Card title="What it trades">
        <div className="grid grid-cols-1 gap-4">
          <Field label="Name" error={errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.name}
                maxLength={80}
                required
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Market" error={errors.market} hint="Of the demo exchange.">
              {(control) => (
                <Select
                  {...control}
                  value={form.market}
                  options={markets.map(({ symbol, title }) => ({
                    value: symbol,
                    label: `${symbol} · ${title}`,
                  }))}
                  onChange={(event) => change({ market: event.target.value })}
                />
              )}
            </Field>
            <Field label="Bar" error={errors.timeframe} hint="It decides once at the close of each.">
              {(control) => (
                <Select
                  {...control}
                  value={form.timeframe}
                  options={TIMEFRAMES}
                  onChange={(event) => {
                    const chosen = TIMEFRAMES.find(({ value }) => value === event.target.value);
                    if (chosen) change({ timeframe: chosen.value });
                  }}
                />
              )}
            </Field>
          </div>
        </div>
      </Card>
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
      <Card
        title="Money and risk"
        footer={
          <>
            <span>Paper only: real rules, invented money.</span>
            <Button type="submit" variant="primary" isPending={isPending} disabled={isLocked}>
              Start paper bot
            </Button>
          </>
        }
      >
        <BotMoneyFields form={form} onChange={change} errors={errors} />
      </Card>
    </form>
  );
}
