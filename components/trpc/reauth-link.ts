import type { TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "#server/trpc/router.ts";
import type { ReauthGate } from "../auth/reauth-gate.ts";
import { apiErrorOf } from "./api-error.ts";

/** Where the server wants to see the password again, asks for it and repeats the call, once. */
export const reauthLink =
  (gate: ReauthGate): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let running: Unsubscribable = attempt(true);
      return () => running.unsubscribe();

      function attempt(mayAsk: boolean): Unsubscribable {
        return next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            const isAsked = mayAsk && apiErrorOf(error).reason === "reauthentication_required";
            if (!isAsked) return observer.error(error);
            gate.ask().then((isConfirmed) => {
              if (isConfirmed) running = attempt(false);
              else observer.error(error);
            });
          },
        });
      }
    });
