import { unitPriceText } from "../billing/add-on-text.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { type PriceChoice, priceFor } from "./price.ts";

interface AddOnOffersProps {
  addOns: Outputs["addOns"]["listOffers"];
  choice: PriceChoice;
}

/** What is sold on top of plans, by the unit. */
export function AddOnOffers({ addOns, choice }: AddOnOffersProps) {
  if (addOns.length === 0) return null;
  return (
    <section aria-labelledby="add-ons" className="mt-18">
      <h2 id="add-ons" className="text-xl font-semibold tracking-tight">
        Add-ons
      </h2>
      <p className="mt-1 mb-5 text-muted">A little more than the plan has, without the next plan.</p>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {addOns.map((addOn) => {
          const price = priceFor(addOn, choice);
          return (
            <li key={addOn.key} className="card flex flex-col gap-1 p-5">
              <h3 className="font-semibold">{addOn.name}</h3>
              <p className="text-[0.8125rem] text-muted">{addOn.tagline}</p>
              {price && <p className="tabular mt-2 font-medium">{unitPriceText(price, addOn.maxQuantity)}</p>}
              <p className="mt-auto pt-2 text-[0.8125rem] text-muted">
                With {addOn.plans.map(({ name }) => name).join(", ")}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
