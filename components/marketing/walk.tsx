import { CandlestickChart, FlaskConical, Workflow } from "lucide-react";
import { Section } from "./section.tsx";

const STEPS = [
  {
    icon: CandlestickChart,
    title: "Bring a market",
    text: "Upload candles as CSV, or use the built-in demo exchange. A missing column, an unsorted row or a high below its low is refused with the row and column named.",
  },
  {
    icon: FlaskConical,
    title: "Backtest it honestly",
    text: "A server job with live progress: equity, drawdown, every trade, and metrics that each state their convention. Fees count, and buy & hold stands beside every result.",
  },
  {
    icon: Workflow,
    title: "Let a bot trade it on paper",
    text: "One press turns the backtest into a paper bot. Watch position, equity and orders live, and read why each decision was taken or refused.",
  },
] as const;

export function Walk() {
  return (
    <Section
      id="product"
      title="From a file of candles to a running bot"
      lead="What your customers do in their workspace. Backtest and bot run the same engine code, so a bot does not surprise the one who tested it."
    >
      <ol className="grid gap-4 md:grid-cols-3">
        {STEPS.map(({ icon: Icon, title, text }, index) => (
          <li key={title} className="card p-5">
            <div className="flex items-center justify-between text-muted">
              <span className="grid size-9 place-items-center rounded-md bg-accent-soft text-accent-text">
                <Icon className="size-4.5" aria-hidden />
              </span>
              <span className="tabular text-xs font-medium" aria-hidden>
                {index + 1} / 3
              </span>
            </div>
            <h3 className="mt-4 text-[0.9375rem] font-semibold">{title}</h3>
            <p className="mt-1.5 leading-6 text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
