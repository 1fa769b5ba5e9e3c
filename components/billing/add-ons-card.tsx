"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type PriceChoice, priceFor } from "../pricing/price.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Stepper } from "../ui/stepper.tsx";
import { AddOnDialog } from "./add-on-dialog.tsx";
import { unitPriceText } from "./add-on-text.ts";

type List = Outputs["addOns"]["list"];
type Item = List["addOns"][number];

interface AddOnsCardProps {
  initial: List;
  /** Prices are shown in it until there is a subscription, which has its own. */
  likelyCurrency: string;
  canManage: boolean;
}

/** What is sold on top of the plan, how many the workspace has, and the way to more or fewer. */
export function AddOnsCard({ initial, likelyCurrency, canManage }: AddOnsCardProps) {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.addOns.list.queryOptions({}), initialData: initial });
  if (data.addOns.length === 0) return null;
  const { obstacle } = data;
  const basis = obstacle || !canManage ? null : data.basis;
  return (
    <Card
      title="Add-ons"
      description="More on top of the plan, billed with it. Change them whenever you like."
    >
      <div className="grid gap-4">
        {obstacle && <p className="text-muted">{obstacle.message}</p>}
        <ul className="divide-y divide-border">
          {data.addOns.map((addOn) => (
            <AddOnRow
              key={addOn.key}
              addOn={addOn}
              basis={basis}
              choice={data.basis ?? { interval: "month", currency: likelyCurrency }}
            />
          ))}
        </ul>
      </div>
    </Card>
  );
}

interface AddOnRowProps {
  addOn: Item;
  /** Null while it can't be changed, or not by this person. */
  basis: List["basis"];
  /** What its price is shown by. */
  choice: PriceChoice;
}

function AddOnRow({ addOn, basis, choice }: AddOnRowProps) {
  const { name, tagline, quantity, unitAmountMinor, maxQuantity, isForPlan } = addOn;
  const price =
    quantity > 0 && unitAmountMinor !== null
      ? { ...choice, amountMinor: unitAmountMinor }
      : priceFor(addOn, choice);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0 grow basis-64">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="font-medium">{name}</h3>
          {quantity > 0 && <Badge tone="positive">{maxQuantity > 1 ? `${quantity} added` : "Added"}</Badge>}
        </div>
        <p className="text-[0.8125rem] text-muted">{tagline}</p>
        {price && <p className="tabular mt-1 text-[0.8125rem]">{unitPriceText(price, maxQuantity)}</p>}
      </div>
      {basis && (isForPlan || quantity > 0) ? (
        <Order addOn={addOn} basis={basis} />
      ) : (
        !isForPlan && (
          <p className="text-[0.8125rem] text-muted">
            With {addOn.plans.map((plan) => plan.name).join(", ")}
          </p>
        )
      )}
    </li>
  );
}

function Order({ addOn, basis }: { addOn: Item; basis: NonNullable<List["basis"]> }) {
  const { name, quantity, maxQuantity, isForPlan } = addOn;
  const [wanted, setWanted] = useState<number | null>(null);
  const [isAsking, setAsking] = useState(false);
  const isSwitch = maxQuantity === 1;
  const target = wanted ?? quantity;
  const ask = (next: number) => {
    setWanted(next);
    setAsking(true);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isSwitch ? (
        <Button aria-label={`${quantity ? "Take off" : "Add"} ${name}`} onClick={() => ask(quantity ? 0 : 1)}>
          {quantity ? "Take off" : "Add"}
        </Button>
      ) : (
        <>
          <Stepper
            label={name}
            value={target}
            min={0}
            max={isForPlan ? Math.max(maxQuantity, quantity) : quantity}
            onChange={setWanted}
          />
          <Button
            variant={target === quantity ? "secondary" : "primary"}
            aria-label={`See the price of ${target} ${name}`}
            disabled={target === quantity}
            onClick={() => setAsking(true)}
          >
            See price
          </Button>
        </>
      )}
      <AddOnDialog
        addOn={addOn}
        quantity={target}
        basis={basis}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          if (isSwitch) setWanted(null);
        }}
        onDone={() => {
          setAsking(false);
          setWanted(null);
        }}
      />
    </div>
  );
}
