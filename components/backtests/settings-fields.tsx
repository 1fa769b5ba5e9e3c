import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import type { BacktestForm } from "./backtest-form-state.ts";

type TextField =
  | "cash"
  | "sizePercent"
  | "feePercent"
  | "slippageBps"
  | "stopLossPercent"
  | "takeProfitPercent";

interface NumberRow {
  field: TextField;
  /** Path of the server's message. */
  path: string;
  label: string;
  hint: string;
  suffix?: string;
  isOptional?: boolean;
}

const MAIN: readonly NumberRow[] = [
  { field: "cash", path: "settings.cash", label: "Start balance", hint: "In the market's quote currency." },
  {
    field: "feePercent",
    path: "settings.takerFee",
    label: "Fee",
    hint: "Of every order, on entry and exit.",
    suffix: "%",
  },
  {
    field: "stopLossPercent",
    path: "settings.stopLoss",
    label: "Stop-loss",
    hint: "Sell when the price falls this far below the entry.",
    suffix: "%",
    isOptional: true,
  },
  {
    field: "takeProfitPercent",
    path: "settings.takeProfit",
    label: "Take-profit",
    hint: "Sell when it rises this far above the entry.",
    suffix: "%",
    isOptional: true,
  },
];

const MORE: readonly NumberRow[] = [
  {
    field: "sizePercent",
    path: "settings.size",
    label: "Position size",
    hint: "Share of the funds one entry spends.",
    suffix: "%",
  },
  {
    field: "slippageBps",
    path: "settings.slippageBps",
    label: "Slippage",
    hint: "How much worse than the price market orders fill.",
    suffix: "bps",
  },
];

const FILL_POLICIES = [
  { value: "next_open", label: "At the open of the next bar" },
  { value: "same_close", label: "At the close that decided (optimistic)" },
] as const;

interface SettingsFieldsProps {
  form: BacktestForm;
  onChange: (change: Partial<BacktestForm>) => void;
  errors: Readonly<Record<string, string>>;
}

function NumberRows({ rows, form, onChange, errors }: SettingsFieldsProps & { rows: readonly NumberRow[] }) {
  return rows.map(({ field, path, label, hint, suffix, isOptional }) => (
    <Field key={field} label={label} hint={hint} error={errors[path]} isOptional={isOptional ?? false}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="decimal"
          step="any"
          isNumeric
          value={form[field]}
          onChange={(event) => onChange({ [field]: event.target.value })}
          suffix={suffix}
        />
      )}
    </Field>
  ));
}

export function SettingsFields(props: SettingsFieldsProps) {
  const { form, onChange, errors } = props;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberRows {...props} rows={MAIN} />
      </div>
      <details open={MORE.some(({ path }) => errors[path]) || undefined}>
        <summary className="text-[0.8125rem] font-medium text-accent-text">More settings</summary>
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          <NumberRows {...props} rows={MORE} />
          <Field label="Orders fill" error={errors["settings.fillPolicy"]}>
            {(control) => (
              <Select
                {...control}
                value={form.fillPolicy}
                options={FILL_POLICIES}
                onChange={(event) =>
                  onChange({ fillPolicy: event.target.value === "same_close" ? "same_close" : "next_open" })
                }
              />
            )}
          </Field>
          <div className="content-center">
            <Switch
              checked={form.finalizeTrades}
              onChange={(event) => onChange({ finalizeTrades: event.target.checked })}
              hint="Otherwise an open trade is marked to the last close."
            >
              Sell at the end of the data
            </Switch>
          </div>
        </div>
      </details>
    </div>
  );
}
