import { answerTlsAsk } from "#server/rest/answer-tls-ask.ts";

export const dynamic = "force-dynamic";
export { answerTlsAsk as GET };
