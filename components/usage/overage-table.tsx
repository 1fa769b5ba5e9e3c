import { formatMoney, formatUnitPrice } from "#server/kernel/money.ts";
import { formatCount } from "../format/number.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { type Column, Table } from "../ui/table.tsx";

type Overage = NonNullable<Outputs["usage"]["settings"]["overage"]>;
type Meter = Overage["meters"][number];

const WINDOW: Record<Meter["window"], string> = { hour: "an hour", day: "a day", month: "a month" };

/** `$0.05 each to 100,000, then $0.04`: the price of a unit may be a fraction of a cent. */
function priceText({ tiers, mode }: Meter, currency: string): string {
  const parts = tiers.map(({ upTo, unitAmount }) => {
    const price = formatUnitPrice(unitAmount, currency);
    return upTo === null ? price : `${price} to ${formatCount(upTo)}`;
  });
  return `${parts.join(", then ")}${mode === "volume" && tiers.length > 1 ? ", for all of them" : ""}`;
}

/** What the plan sells beyond its limits, and what of it was used. */
export function OverageTable({ overage: { meters, currency } }: { overage: Overage }) {
  const columns: Column<Meter>[] = [
    { key: "meter", header: "Beyond the plan", cell: ({ label }) => label },
    {
      key: "included",
      header: "Included",
      isNumeric: true,
      isWideOnly: true,
      cell: ({ included, window }) => `${formatCount(included)} ${WINDOW[window]}`,
    },
    {
      key: "price",
      header: "Price of one",
      isWrapped: true,
      isWideOnly: true,
      cell: (meter) => priceText(meter, currency),
    },
    { key: "used", header: "Used", isNumeric: true, cell: ({ quantity }) => formatCount(quantity) },
    {
      key: "cost",
      header: "Cost",
      isNumeric: true,
      cell: ({ costMinor }) => formatMoney({ amountMinor: costMinor, currency }),
    },
  ];
  return (
    <Table caption="Use beyond the plan" columns={columns} rows={meters} rowKey={({ meter }) => meter} />
  );
}
