import { z } from "zod";
import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { listPeople } from "./person-store.ts";
import { FindPeopleInput, Person } from "./schema.ts";
import { viewPerson } from "./view-person.ts";

/** People whom SCIM has provisioned here: all, one by id, or one by name. */
export const findPeople = query({
  verb: "directory.findPeople",
  permission: "member:read",
  input: FindPeopleInput,
  output: z.array(Person),
  async run({ ctx, input: { personId, userName } }) {
    const people = await listPeople(ctx.db, { id: personId, userName });
    if (personId !== undefined && people.length === 0) throw notFound("This person");
    return people.map(viewPerson);
  },
});
