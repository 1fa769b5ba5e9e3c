import { cx } from "../ui/class-names.ts";
import styles from "./brand-preview.module.css";
import { BRANDS } from "./brands.ts";
import { PreviewDashboard } from "./preview-dashboard.tsx";

const NAME_CLASS = { acme: styles.acme, globex: styles.globex, initech: styles.initech } as const;

function Names({ field }: { field: "name" | "host" }) {
  return BRANDS.map((brand) => (
    <span key={brand.key} className={cx(styles.name, NAME_CLASS[brand.key])}>
      {brand[field]}
    </span>
  ));
}

/** One dashboard in three brands; the choice is a radio group and CSS, no script. */
export function BrandPreview() {
  return (
    <div className={styles.preview}>
      <fieldset className="mb-4 flex flex-wrap items-center justify-center gap-2">
        <legend className="sr-only">Show the product as</legend>
        {BRANDS.map((brand, index) => (
          <label
            key={brand.key}
            className="relative inline-flex min-h-9 items-center gap-2 rounded-full border border-border bg-surface px-3.5 text-[0.8125rem] font-medium text-muted has-checked:border-foreground has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name="brand"
              value={brand.key}
              defaultChecked={index === 0}
              className="absolute inset-0 appearance-none opacity-0"
            />
            <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
              <circle cx="5" cy="5" r="5" className={brand.swatch} />
            </svg>
            {brand.name}
          </label>
        ))}
      </fieldset>
      <div
        role="img"
        aria-label="A tenant's dashboard: navigation, equity curve of a backtest, key metrics and running bots, in the chosen brand."
        className={cx(
          styles.window,
          "overflow-hidden rounded-xl border border-border bg-background text-foreground shadow-raised select-none",
        )}
      >
        <div className="flex items-center gap-3 border-b border-border bg-surface px-4 py-2.5">
          <span className="flex gap-1.5">
            {["a", "b", "c"].map((dot) => (
              <span key={dot} className="size-2.5 rounded-full bg-border" />
            ))}
          </span>
          <span className="mx-auto rounded-full bg-sunken px-6 py-1 font-mono text-xs text-muted">
            <Names field="host" />
          </span>
          <span className="w-11 max-sm:hidden" />
        </div>
        <PreviewDashboard name={<Names field="name" />} />
      </div>
    </div>
  );
}
