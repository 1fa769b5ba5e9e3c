/** `npm run audit -- verify`: works out every hash chain of the audit log again. */
import { Command } from "commander";
import { verifyEverything } from "#server/modules/audit/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { withPorts } from "./with-ports.ts";

const program = new Command("audit").description("The audit log of this installation.");

program
  .command("verify")
  .description(
    "Check every chain against its rows, its head and the anchors in DATA_DIR. Exit 1: not intact.",
  )
  .option("--tenant <slug>", "only this workspace")
  .action(async ({ tenant: slug }: { tenant?: string }) => {
    await withPorts(async (ports) => {
      const tenant = slug === undefined ? null : await resolveTenant(ports, { slug });
      if (slug !== undefined && !tenant) throw new Error(`There is no workspace ${slug}.`);
      let broken = 0;
      for await (const report of verifyEverything(ports, tenant?.id ?? null)) {
        const name = (await resolveTenant(ports, { id: report.scope }))?.slug ?? report.scope;
        const state = report.isIntact ? "intact" : "NOT INTACT";
        process.stdout.write(
          `${name}: ${state}, ${report.rows} rows, ends with ${report.head.seq} ${report.head.hash}\n`,
        );
        if (report.unchained > 0)
          process.stdout.write(`  ${report.unchained} rows are older than the chain\n`);
        for (const { seq, fault } of report.faults)
          process.stdout.write(`  row ${seq}: ${fault.replace("_", " ")}\n`);
        if (!report.isIntact) broken++;
      }
      return broken > 0 ? 1 : 0;
    });
  });

await program.parseAsync();
