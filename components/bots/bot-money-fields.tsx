import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import type { BotForm } from "./bot-form-state.ts";

type MoneyField = "cash" | "sizePercent" | "stopLossPercent" | "takeProfitPercent";

const ROWS: readonly {
  field: MoneyField;
  path: string;
  label: string;
  hint: string;
  suffix?: string;
  isOptional?: boolean;
}[] = [
  { field: "cash", path: "settings.cash", label: "Paper money", hint: "In the market's quote currency." },
  {
    field: "sizePercent",
    path: "settings.size",
    label: "Position size",
    hint: "Share of the funds one entry spends.",
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

interface BotMoneyFieldsProps {
  form: BotForm;
  onChange: (change: Partial<BotForm>) => void;
  errors: Readonly<Record<string, string>>;
}

export function BotMoneyFields({ form, onChange, errors }: BotMoneyFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {ROWS.map(({ field, path, label, hint, suffix, isOptional }) => (
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
      ))}
    </div>
  );
}
