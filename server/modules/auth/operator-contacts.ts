import type { Ports } from "#server/kernel/ctx.ts";
import { listOperatorContacts } from "./store.ts";

/** Those who run the platform, to be told of what needs them. */
export const operatorContacts = ({ systemDb }: Ports) => listOperatorContacts(systemDb.client);
