import { LinkButton } from "../ui/link-button.tsx";
import { BrandPreview } from "./brand-preview.tsx";

export function Hero() {
  return (
    <section className="bg-linear-to-b from-accent-soft/60 to-surface">
      <div className="mx-auto max-w-6xl px-4 pt-16 pb-16 text-center sm:px-6 sm:pt-24 sm:pb-22">
        <h1 className="mx-auto max-w-3xl text-[2.125rem] leading-[1.1] font-semibold tracking-[-0.025em] sm:text-6xl">
          Automated trading, under your own name
        </h1>
        <p className="mx-auto mt-5 max-w-2xl text-balance text-base leading-7 text-muted sm:text-lg sm:leading-8">
          Give your customers strategies, honest backtests and trading bots on your domain and in your brand.
          You set up a workspace in a minute; they never see ours.
        </p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <LinkButton href="/sign-up" variant="primary" size="lg">
            Create your workspace
          </LinkButton>
          <LinkButton href="/pricing" size="lg">
            See pricing
          </LinkButton>
        </div>
        <p className="mt-4 text-[0.8125rem] text-muted">
          No card to start. Open source, self-hosted with one command.
        </p>
        <div className="mt-14">
          <BrandPreview />
          <p className="mt-3 text-xs text-muted">
            One product, three tenants. Figures in this picture are illustrative.
          </p>
        </div>
      </div>
    </section>
  );
}
