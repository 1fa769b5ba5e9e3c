import { z } from "zod";
import { isWithin, list } from "../core/list.ts";
import { type Resource, retrieve } from "../core/operation.ts";
import { created, text } from "../core/params.ts";
import { events } from "../webhooks/records.ts";

export const eventResource: Resource = {
  operations: [
    retrieve("/v1/events/{id}", events),
    list({
      path: "/v1/events",
      from: events,
      filters: {
        created: created.optional(),
        type: text.optional(),
        types: z.array(text).max(20).optional(),
        delivery_success: z.enum(["true", "false"]).optional(),
      },
      matches: (event, filters) =>
        isWithin(event.created, filters.created) &&
        (filters.type === undefined || matchesType(event.type, filters.type)) &&
        (filters.types === undefined || filters.types.some((type) => matchesType(event.type, type))) &&
        (filters.delivery_success === undefined ||
          (event.pending_webhooks === 0) === (filters.delivery_success === "true")),
    }),
  ],
};

const matchesType = (type: string, wanted: string): boolean =>
  wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
