import { mendCatalogue } from "../../catalogue/mend-catalogue.ts";
import type { PlatformStripeEventFamily } from "./family.ts";

/** What is sold is the price list's to say: what somebody changed by hand at Stripe is put back. */
export const catalogueEvents: PlatformStripeEventFamily = {
  scope: "platform",
  types: ["price.updated", "price.deleted", "product.updated", "product.deleted"],
  async apply({ ports, objectId }) {
    if (objectId) await mendCatalogue(ports, objectId);
  },
};
