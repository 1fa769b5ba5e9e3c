const PREFIX = "params.";

/** Messages of parameters by their own names: `params.fast` → `fast`. */
export const paramErrorsOf = (errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(PREFIX) ? [[path.slice(PREFIX.length), message]] : [],
    ),
  );
