import type { z } from "zod";

const GIVE: Record<string, string> = {
  string: "Give a text.",
  number: "Give a number.",
  int: "Give a whole number.",
  boolean: "Give true or false.",
  array: "Give a list.",
  object: "Give an object.",
  record: "Give an object.",
};

const FORMS: Record<string, string> = {
  datetime: "Give a moment, such as 2026-01-31T12:00:00Z.",
  date: "Give a day, such as 2026-01-31.",
  email: "Give an e-mail address.",
  url: "Give an absolute address.",
};

/** What to do about an input, where its schema has no words of its own. */
export function wordsOfIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `${issue.input === undefined ? "This is missing. " : ""}${GIVE[issue.expected] ?? "This is of another type than asked for."}`;
    case "invalid_value":
      return `${issue.input === undefined ? "This is missing. " : ""}Give ${issue.values.length > 1 ? "one of: " : ""}${issue.values.map(String).join(", ")}.`;
    case "unrecognized_keys":
      return `There is no such field: ${issue.keys.join(", ")}. Leave it out.`;
    case "too_small":
      return `Give ${issue.inclusive === false ? "more than" : "at least"} ${sized(issue.minimum, issue.origin)}.`;
    case "too_big":
      return `Give ${issue.inclusive === false ? "less than" : "at most"} ${sized(issue.maximum, issue.origin)}.`;
    case "invalid_format":
      return FORMS[issue.format] ?? "This does not have the form asked for.";
    default:
      return "This is not valid here.";
  }
}

function sized(size: number | bigint, origin: string): string {
  if (origin === "string") return `${size} ${size === 1 ? "character" : "characters"}`;
  if (origin === "array") return `${size} ${size === 1 ? "entry" : "entries"}`;
  return String(size);
}
