import { fieldError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { outgoingProblem } from "#server/platform/http-error.ts";
import { readMetadata as parseMetadata } from "./saml/metadata.ts";
import { ProviderMetadata, ReadMetadataInput } from "./schema.ts";
import { ssoProblemText } from "./words.ts";

/** What a SAML provider's metadata says, from its address or its text, to fill the form with. */
export const readMetadata = query({
  verb: "sso.readMetadata",
  permission: "sso:read",
  input: ReadMetadataInput,
  output: ProviderMetadata,
  async run({ ctx, input }) {
    if ("xml" in input) return parseMetadata(input.xml);
    const answer = await ctx.ports.http.send(input.url).catch((error: unknown) => {
      throw fieldError("url", ssoProblemText(outgoingProblem(error)) ?? "This address could not be read.");
    });
    if (answer.status !== 200) throw fieldError("url", `The address answered with status ${answer.status}.`);
    return parseMetadata(Buffer.from(answer.body).toString("utf8"));
  },
});
