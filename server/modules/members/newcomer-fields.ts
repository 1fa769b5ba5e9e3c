import { AppError } from "#server/kernel/errors.ts";

/** Name and password of who has no account yet. @throws AppError `invalid_input` at each field that is missing */
export function newcomerFields(given: { name?: string; password?: string }): {
  name: string;
  password: string;
} {
  const { name, password } = given;
  if (name !== undefined && password !== undefined) return { name, password };
  throw new AppError("invalid_input", "Choose a name and a password to join.", {
    fields: {
      ...(name === undefined && { name: "Enter your name." }),
      ...(password === undefined && { password: "Choose a password." }),
    },
  });
}
