import { z } from "zod";

/** Ids are lower-case ULIDs: 26 characters that sort by the time they were made. */
export const Id = z.string().regex(/^[0-9a-z]{26}$/, "This is not a valid id.");

/** A tenant's subdomain label: RFC 1035, 3–40 characters. */
export const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(3, "Use at least 3 characters.")
  .max(40, "Use at most 40 characters.")
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "Use letters, digits and hyphens, not at the ends.")
  .refine((slug) => !slug.includes("--"), "Use single hyphens only.");
