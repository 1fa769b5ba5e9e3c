import { z } from "zod";
import type { Subscriber } from "#server/kernel/background.ts";
import { mailOwners } from "./mail-owners.ts";

const Paused = z.object({ bots: z.array(z.object({ name: z.string() })).min(1), reason: z.string() });

/** Tells owners and admins which bots the plan has paused, and what becomes of what those hold. */
export const tellOfBots: Subscriber = {
  name: "tell-of-bots",
  events: ["bots.pausedByPlan"],
  async run(ports, event) {
    const { bots, reason } = Paused.parse(event);
    const names = bots.map(({ name }) => `- ${name}`).join("\n");
    const notice = {
      subject: bots.length === 1 ? "A bot was paused" : `${bots.length} bots were paused`,
      text: `${reason} These were paused:\n\n${names}\n\nThey open no new positions. What they hold stays protected and is closed by their strategy. They do not start again by themselves: resume them once the plan allows it, or pause others in their place.`,
    };
    await mailOwners(ports, event, notice, "/bots", ["owner", "admin"]);
  },
};
