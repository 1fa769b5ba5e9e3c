import { z } from "zod";
import { ssoRefusal } from "../words.ts";

export interface Expected {
  idpEntityId: string;
  acsUrl: string;
  entityId: string;
  /** The id of the request that this answers. */
  requestId: string;
  now: Date;
}

const SKEW_MS = 60_000;
const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

const Text = z.object({ _: z.string() });
const Instant = z
  .string()
  .transform((text) => new Date(text).getTime())
  .pipe(z.number().int());
const Assertion = z.object({
  Assertion: z.object({
    Issuer: z.tuple([Text]),
    Subject: z.tuple([
      z.object({
        SubjectConfirmation: z.array(
          z.object({
            $: z.object({ Method: z.string() }),
            SubjectConfirmationData: z
              .tuple([
                z.object({
                  $: z.object({
                    Recipient: z.string().optional(),
                    InResponseTo: z.string().optional(),
                    NotBefore: Instant.optional(),
                    NotOnOrAfter: Instant.optional(),
                  }),
                }),
              ])
              .optional(),
          }),
        ),
      }),
    ]),
    Conditions: z.tuple([
      z.object({
        $: z.object({ NotBefore: Instant.optional(), NotOnOrAfter: Instant.optional() }).default({}),
        AudienceRestriction: z.array(z.object({ Audience: z.array(Text).min(1) })).min(1),
      }),
    ]),
    AuthnStatement: z.array(z.object({ $: z.object({ AuthnInstant: Instant }) })).optional(),
  }),
});

/**
 * A signed assertion, as xml2js reads it, must be by this provider, for this workspace and address, in answer to this
 * very request, and of now (SAML 2.0 Profiles §4.1.4.3). `InResponseTo` counts here only: outside it is unsigned.
 * @returns when the person showed the provider who they are; null where it does not say
 * @throws AppError `forbidden` with the problem's code
 */
export function checkAssertion(
  given: unknown,
  { idpEntityId, acsUrl, entityId, requestId, now }: Expected,
): Date | null {
  const parsed = Assertion.safeParse(given);
  if (!parsed.success) throw ssoRefusal("response_invalid", parsed.error.issues[0]?.path.join("."));
  const { Issuer, Subject, Conditions, AuthnStatement } = parsed.data.Assertion;
  if (Issuer[0]._.trim() !== idpEntityId) throw ssoRefusal("issuer_mismatch", Issuer[0]._);

  const audiences = Conditions[0].AudienceRestriction.map(({ Audience }) =>
    Audience.map(({ _ }) => _.trim()),
  );
  if (!audiences.every((names) => names.includes(entityId))) {
    throw ssoRefusal("token_invalid", `The audience is ${audiences.flat().join(", ")}.`);
  }
  requireTime(Conditions[0].$, now);

  const bearer = Subject[0].SubjectConfirmation.find(({ $ }) => $.Method === BEARER)
    ?.SubjectConfirmationData?.[0].$;
  if (!bearer) throw ssoRefusal("response_invalid", "There is no bearer confirmation.");
  if (bearer.Recipient !== acsUrl) throw ssoRefusal("token_invalid", `The recipient is ${bearer.Recipient}.`);
  if (bearer.InResponseTo !== requestId)
    throw ssoRefusal("unsolicited", "InResponseTo names another request.");
  if (bearer.NotOnOrAfter === undefined) throw ssoRefusal("response_invalid", "The confirmation never ends.");
  requireTime(bearer, now);
  const [statement] = AuthnStatement ?? [];
  return statement ? new Date(statement.$.AuthnInstant) : null;
}

function requireTime(
  { NotBefore, NotOnOrAfter }: { NotBefore?: number | undefined; NotOnOrAfter?: number | undefined },
  now: Date,
): void {
  const isEarly = NotBefore !== undefined && now.getTime() + SKEW_MS < NotBefore;
  const isLate = NotOnOrAfter !== undefined && now.getTime() - SKEW_MS >= NotOnOrAfter;
  if (isEarly || isLate) throw ssoRefusal("clock", `Our clock says ${now.toISOString()}.`);
}
