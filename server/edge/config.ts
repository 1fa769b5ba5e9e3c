/** What the edge must know; the server puts it into the environment before Next starts. */
export interface EdgeConfig {
  rootDomain: string;
  /** Origin of the embedded Stripe sandbox, where there is one. */
  stripeSandbox: string | undefined;
  isDevelopment: boolean;
}

export const readEdgeConfig = (): EdgeConfig => ({
  rootDomain: process.env.ROOT_DOMAIN ?? "localhost",
  stripeSandbox: process.env.STRIPE_SANDBOX_ORIGIN,
  isDevelopment: process.env.NODE_ENV === "development",
});
