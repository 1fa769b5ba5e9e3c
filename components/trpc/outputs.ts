import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/trpc/router.ts";

/** What each procedure answers as JSON, by router and name. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** What each procedure asks for. */
export type Inputs = inferRouterInputs<AppRouter>;
