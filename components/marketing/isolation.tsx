import { IsolationDiagram } from "./isolation-diagram.tsx";
import { Section } from "./section.tsx";

const LOCKS = [
  [
    "Row-level security, forced",
    "Every tenant table has a policy the application cannot switch off: its role neither owns the tables nor may bypass the policies.",
  ],
  [
    "Keys that carry the tenant",
    "Primary and foreign keys are pairs of tenant and id, so a row can never point into a neighbour's data.",
  ],
  [
    "Another tenant's id does not exist",
    "Ask for it and the answer is “not found”, never “forbidden”. A generated test tries it on every operation of the product.",
  ],
] as const;

export function Isolation() {
  return (
    <Section
      id="isolation"
      title="Isolation the database enforces"
      lead="Most platforms separate customers with a WHERE clause and hope that nobody forgets one. Here the database itself refuses."
    >
      <div className="grid items-center gap-10 lg:grid-cols-2 lg:gap-14">
        <div className="card p-5 sm:p-7">
          <IsolationDiagram />
        </div>
        <dl className="grid gap-6">
          {LOCKS.map(([title, text]) => (
            <div key={title}>
              <dt className="text-[0.9375rem] font-semibold">{title}</dt>
              <dd className="mt-1 leading-6 text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Section>
  );
}
