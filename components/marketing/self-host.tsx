import { LinkButton } from "../ui/link-button.tsx";
import { Section } from "./section.tsx";

function Terminal({ label, lines }: { label: string; lines: readonly string[] }) {
  return (
    <figure
      data-theme="dark"
      className="overflow-hidden rounded-lg border border-border bg-background text-foreground"
    >
      <figcaption className="border-b border-border px-4 py-2 text-xs text-muted">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto px-4 py-3.5 font-mono text-[0.8125rem] leading-6 -outline-offset-2"
      >
        {lines.map((line) => (
          <code key={line} className={line.startsWith("$") ? "block" : "block text-muted"}>
            {line}
          </code>
        ))}
      </pre>
    </figure>
  );
}

export function SelfHost() {
  return (
    <Section
      id="self-host"
      title="Yours to run, yours to script"
      lead="One command starts everything in one process: database, jobs, demo exchange and a Stripe sandbox. No key, no other service. The same code moves to PostgreSQL and real Stripe by one setting each."
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <Terminal
          label="The whole platform"
          lines={[
            "$ npm run demo",
            "migrates an embedded database, seeds, prints",
            "the addresses and sign-ins when it is ready",
          ]}
        />
        <Terminal
          label="The same engine on the command line"
          lines={[
            "$ npm run backtest -- --candles BTC-USD-4h.csv \\",
            '    --strategy sma-cross --params \'{"fast":10,"slow":20}\' \\',
            "    --cash 10000 --fee 0.002 --json",
          ]}
        />
        <Terminal
          label="The same bots over the API"
          lines={[
            "$ curl -X POST https://acme.example/api/v1/auth/login \\",
            '    -d \'{"email":"you@acme.example","password":"…"}\'',
            "$ curl https://acme.example/api/v1/bots -H 'Authorization: Bearer …'",
          ]}
        />
        <div className="card grid content-center justify-items-start gap-4 p-6 sm:p-8">
          <p className="text-xl leading-7 font-semibold tracking-tight">Put your name on it today.</p>
          <p className="leading-6 text-muted">
            Create a workspace here, or run the platform yourself. It is the same code.
          </p>
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/sign-up" variant="primary">
              Create your workspace
            </LinkButton>
            <LinkButton href="/pricing">Compare plans</LinkButton>
          </div>
        </div>
      </div>
    </Section>
  );
}
