import type { Theme } from "#server/modules/branding/schema.ts";

export interface DemoTenant {
  slug: string;
  company: string;
  ownerName: string;
  email: string;
  password: string;
  theme: Theme;
  /** A host of its own, seeded as verified. */
  domain?: string;
}

/** Runs the platform; a member of no workspace. */
export const DEMO_OPERATOR = {
  name: "Marque Operator",
  email: "operator@marque.test",
  password: "operator-demo-password",
};

/** Two workspaces that look nothing alike, so that the white label can be seen at once. */
export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    slug: "acme",
    company: "Acme Trading",
    ownerName: "Acme Owner",
    email: "owner@acme.test",
    password: "acme-demo-password",
    theme: { accent: "#0f766e", font: "inter", radius: "medium", colorScheme: "system" },
    domain: "trade.acme.test",
  },
  {
    slug: "nova",
    company: "Nova Capital",
    ownerName: "Nova Owner",
    email: "owner@nova.test",
    password: "nova-demo-password",
    theme: { accent: "#b45309", font: "serif", radius: "small", colorScheme: "light" },
  },
];
