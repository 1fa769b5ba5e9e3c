import type { Dataset } from "../data/upload-candles.ts";
import { formatCount } from "../format/number.ts";
import { formatDate, formatDuration } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { Select } from "../ui/select.tsx";
import { type BacktestForm, TIMEFRAMES } from "./backtest-form-state.ts";

export interface MarketChoice {
  symbol: string;
  title: string;
}

interface SourceFieldsProps {
  form: BacktestForm;
  onChange: (change: Partial<BacktestForm>) => void;
  errors: Readonly<Record<string, string>>;
  datasets: readonly Dataset[];
  markets: readonly MarketChoice[];
}

const KINDS = [
  { value: "market", label: "Demo exchange" },
  { value: "dataset", label: "Your data" },
] as const;

const datasetLabel = ({ name, bars, timeframeMs, firstTime, lastTime }: Dataset): string =>
  `${name} · ${formatCount(bars)} bars of ${formatDuration(timeframeMs)} · ${formatDate(firstTime)} – ${formatDate(lastTime)}`;

export function SourceFields({ form, onChange, errors, datasets, markets }: SourceFieldsProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      {markets.length > 0 && (
        <div>
          <SegmentedControl
            label="Where the prices come from"
            name="source"
            segments={KINDS}
            value={form.sourceType}
            onChange={(sourceType) => onChange({ sourceType })}
          />
        </div>
      )}
      {form.sourceType === "dataset" ? (
        <Field
          label="Data"
          error={errors["source.datasetId"]}
          hint={
            <>
              Files of candles you have uploaded. <TenantLink href="/data">Upload another</TenantLink>
            </>
          }
        >
          {(control) => (
            <Select
              {...control}
              value={form.datasetId}
              placeholder={datasets.length === 0 ? "Nothing uploaded yet" : "Choose a file"}
              options={datasets.map((dataset) => ({ value: dataset.id, label: datasetLabel(dataset) }))}
              onChange={(event) => onChange({ datasetId: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Market" error={errors["source.market"]}>
            {(control) => (
              <Select
                {...control}
                value={form.market}
                options={markets.map(({ symbol, title }) => ({
                  value: symbol,
                  label: `${symbol} · ${title}`,
                }))}
                onChange={(event) => onChange({ market: event.target.value })}
              />
            )}
          </Field>
          <Field label="Bar" error={errors["source.timeframe"]}>
            {(control) => (
              <Select
                {...control}
                value={form.timeframe}
                options={TIMEFRAMES}
                onChange={(event) => onChange({ timeframe: event.target.value })}
              />
            )}
          </Field>
          <Field label="First day (UTC)" error={errors["source.from"]}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={form.from}
                onChange={(event) => onChange({ from: event.target.value })}
              />
            )}
          </Field>
          <Field label="Last day (UTC)" error={errors["source.to"]}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={form.to}
                onChange={(event) => onChange({ to: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}
