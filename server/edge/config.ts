/** What the edge must know; the server puts it into the environment before Next starts. */
export interface EdgeConfig {
  rootDomain: string;
  isDevelopment: boolean;
}

export const readEdgeConfig = (): EdgeConfig => ({
  rootDomain: process.env.ROOT_DOMAIN ?? "localhost",
  isDevelopment: process.env.NODE_ENV === "development",
});
