/** What the product does and a price list may sell by name. */
interface Sale {
  /** The features that sell it: the first that the price list declares decides. Where it declares none, every plan has it. */
  features: readonly string[];
  label: string;
}

export const CAPABILITIES = {
  api_access: { features: ["api_access"], label: "API access" },
  audit_export: { features: ["audit_export", "compliance_reports"], label: "Audit export" },
  backtesting: { features: ["basic_backtesting"], label: "Backtesting" },
  custom_branding: { features: ["custom_branding"], label: "Custom branding" },
  custom_domain: { features: ["custom_domain"], label: "Your own domain" },
  paper_trading: { features: ["paper_trading"], label: "Paper trading" },
  sso: { features: ["sso"], label: "Single sign-on" },
  white_label: { features: ["white_label"], label: "No mention of us" },
} as const satisfies Record<string, Sale>;

export type Capability = keyof typeof CAPABILITIES;
export const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as [Capability, ...Capability[]]; // its keys are this union

/** Features that people keep, not code: nothing to refuse. */
export const WORDS = [
  "chat_support",
  "community_support",
  "custom_development",
  "custom_integrations",
  "dedicated_support",
  "email_support",
  "priority_support",
  "round_the_clock_support",
  "sla",
] as const;

/** Features that every plan of their price list has, or that the operator carries out: no verb asks for them. */
export const GIVEN = ["email_notices", "isolated_database", "multi_tenant", "web_dashboard"] as const;

/** Features that are sold and not built: no verb does them yet. Whoever writes that verb moves the key to `CAPABILITIES`. */
export const NOT_BUILT = [
  "advanced_backtesting",
  "advanced_strategies",
  "all_channels",
  "custom_indicators",
  "live_trading",
  "multi_account",
  "sms_notices",
] as const;
