import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

/** One number a strategy asks for. */
export interface ParameterDefinition {
  name: string;
  label: string;
  kind: "integer" | "number";
  unit: string;
  min: number;
  max: number;
  step: number;
  default: number;
  explanation: string;
}

const UNITS: Record<string, string> = { bars: "bars", ratio: "× ", percent: "%", points: "points" };

interface ParameterFieldsProps {
  definitions: readonly ParameterDefinition[];
  /** As typed, by parameter name. */
  values: Readonly<Record<string, string>>;
  onChange: (name: string, text: string) => void;
  /** Messages by parameter name. */
  errors: Readonly<Record<string, string>>;
}

/** The form of a strategy, drawn from what it declares. */
export function ParameterFields({ definitions, values, onChange, errors }: ParameterFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {definitions.map((definition) => (
        <Field
          key={definition.name}
          label={definition.label}
          hint={definition.explanation}
          error={errors[definition.name]}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode={definition.kind === "integer" ? "numeric" : "decimal"}
              isNumeric
              min={definition.min}
              max={definition.max}
              step={definition.step}
              required
              value={values[definition.name] ?? String(definition.default)}
              onChange={(event) => onChange(definition.name, event.target.value)}
              suffix={UNITS[definition.unit]}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
