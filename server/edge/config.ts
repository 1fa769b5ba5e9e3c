/** What the edge must know; the server puts it into the environment before Next starts. */
export interface EdgeConfig {
  /** Origin of the root domain. */
  rootUrl: string;
  rootDomain: string;
  isDevelopment: boolean;
}

export const readEdgeConfig = (): EdgeConfig => ({
  rootUrl: process.env.ROOT_URL ?? "http://localhost",
  rootDomain: process.env.ROOT_DOMAIN ?? "localhost",
  isDevelopment: process.env.NODE_ENV === "development",
});
