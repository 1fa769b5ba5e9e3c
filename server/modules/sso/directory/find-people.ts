import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { countPeople, listPeople } from "./person-store.ts";
import { FindPeopleInput, FoundPeople } from "./schema.ts";
import { viewPerson } from "./view-person.ts";

/** People whom SCIM has provisioned here, in order of their names; all that match, or a part of them. */
export const findPeople = query({
  verb: "directory.findPeople",
  permission: "member:read",
  input: FindPeopleInput,
  output: FoundPeople,
  async run({ ctx, input: { personId, match, ...order } }) {
    const wanted = personId === undefined ? match : { ...match, id: personId };
    const people = await listPeople(ctx.db, wanted, order);
    if (personId !== undefined && people.length === 0) throw notFound("This person");
    const isWhole = order.offset === 0 && order.limit === undefined;
    const total = isWhole ? people.length : await countPeople(ctx.db, wanted);
    return { people: people.map(viewPerson), total };
  },
});
