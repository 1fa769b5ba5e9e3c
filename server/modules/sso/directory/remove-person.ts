import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { lockMembers } from "../../members/index.ts";
import { endMembership } from "./end-membership.ts";
import { deletePerson, findPersonById } from "./person-store.ts";
import { RemovedPerson, RemovePersonInput } from "./schema.ts";
import { requireVersion } from "./version.ts";
import { viewPerson } from "./view-person.ts";

/** Takes a person out of the directory and out of the workspace. Their account is theirs and stays. */
export const removePerson = platformCommand({
  verb: "directory.removePerson",
  access: "system",
  input: RemovePersonInput,
  output: RemovedPerson,
  async run({ ctx, input: { tenantId, connectionId, personId, versions } }) {
    await lockMembers(ctx.db, tenantId);
    const person = await findPersonById(ctx.db, tenantId, personId);
    if (person?.connectionId !== connectionId) throw notFound("This person");
    requireVersion(viewPerson(person), versions);
    const { userId } = person;
    const events = await endMembership(ctx, tenantId, userId);
    await deletePerson(ctx.db, tenantId, personId);
    return {
      value: { personId },
      audit: { entityId: personId, tenantId, userId, before: viewPerson(person) },
      events,
    };
  },
});
