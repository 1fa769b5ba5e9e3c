import { TELL_REACHED } from "./ledger-statements.ts";

/** $1: how much there is of each; takes the place of what there was. $2: as of the ledger. */
export const SET_LEVELS = {
  name: "usage-set-levels",
  text: `
    with given as (
      select * from jsonb_to_recordset($1::jsonb) as each("tenantId" text, meter text, used bigint, at timestamptz)
    ), levels as (
      insert into usage_count (tenant_id, meter, "window", starts_at, used)
      select "tenantId", meter, span, case span when 'none' then 'epoch' else date_trunc(span, at, 'UTC') end, used
      from given cross join unnest(array['none', 'hour', 'day', 'month']) span
      order by 1, 2, 3, 4
      on conflict (tenant_id, meter, "window", starts_at) do update set used = excluded.used
    ), ${TELL_REACHED}
    )
    select count(*) from reached`,
};
