import Link from "next/link";
import { cx } from "./class-names.ts";

export interface Segment {
  value: string;
  label: string;
  /** Short note beside the label, e.g. a saving. */
  note?: string;
}

const TRACK =
  "inline-flex max-w-full min-w-0 overflow-x-auto rounded-md border border-border bg-sunken p-0.5";
const ITEM =
  "relative inline-flex min-h-8 items-center gap-1.5 whitespace-nowrap rounded-sm px-3 text-[0.8125rem] font-medium text-muted pointer-coarse:min-h-10 hover:text-foreground";
const ACTIVE = "bg-raised text-foreground shadow-card";

function Note({ text }: { text: string | undefined }) {
  return text ? <span className="text-2xs font-medium text-positive">{text}</span> : null;
}

/** One of a few, as links: works before and without JavaScript. */
export function SegmentedLinks(props: {
  label: string;
  segments: readonly (Segment & { href: string })[];
  active: string;
}) {
  return (
    <nav aria-label={props.label} className={TRACK}>
      {props.segments.map((segment) => {
        const isActive = segment.value === props.active;
        return (
          <Link
            key={segment.value}
            href={segment.href}
            scroll={false}
            aria-current={isActive ? "true" : undefined}
            className={cx(ITEM, isActive && ACTIVE)}
          >
            {segment.label}
            <Note text={segment.note} />
          </Link>
        );
      })}
    </nav>
  );
}

interface SegmentedControlProps<Value extends string> {
  label: string;
  name: string;
  segments: readonly (Segment & { value: Value })[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, as a radio group: arrow keys move, one stop for Tab. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return (
    <fieldset className={TRACK}>
      <legend className="sr-only">{props.label}</legend>
      {props.segments.map((segment) => (
        <label
          key={segment.value}
          className={cx(
            ITEM,
            "has-checked:bg-raised has-checked:text-foreground has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-ring",
          )}
        >
          <input
            type="radio"
            name={props.name}
            value={segment.value}
            checked={segment.value === props.value}
            onChange={() => props.onChange(segment.value)}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {segment.label}
          <Note text={segment.note} />
        </label>
      ))}
    </fieldset>
  );
}
