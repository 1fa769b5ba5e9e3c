/** $2: shares of limits that were reached, each written down and told once. */
export const TELL_REACHED = `reached as (
      insert into usage_alert (tenant_id, meter, "window", starts_at, threshold, used, "limit", at)
      select "tenantId", meter, "window", "startsAt", threshold, used, "limit", at
      from jsonb_to_recordset($2::jsonb) as each(
        "tenantId" text, meter text, "window" text, "startsAt" timestamptz, threshold int, used bigint,
        "limit" bigint, at timestamptz)
      order by 1, 2, 3, 4, 5
      on conflict do nothing
      returning *
    ), told as (
      insert into outbox_event (tenant_id, id, type, payload, created_at)
      select reached.tenant_id, each."newsId", 'usage.thresholdReached',
        jsonb_build_object('meter', reached.meter, 'window', reached."window", 'startsAt', reached.starts_at,
          'threshold', reached.threshold, 'used', reached.used, 'limit', reached."limit"), reached.at
      from reached
      join jsonb_to_recordset($2::jsonb) as each(
        "tenantId" text, meter text, "window" text, "startsAt" timestamptz, threshold int, "newsId" text)
        on (reached.tenant_id, reached.meter, reached."window", reached.starts_at, reached.threshold)
          = (each."tenantId", each.meter, each."window", each."startsAt", each.threshold)`;

/** The ledger's SQL. Rows go in by key, so that two batches never wait for each other in a circle. */

/** $1: keys. Locks the counters there are, to the end of the transaction. */
export const LOCK_COUNTS = {
  name: "usage-lock-counts",
  text: `
    select c.tenant_id as "tenantId", c.meter, c."window", c.starts_at as "startsAt", c.used
    from usage_count c
    join jsonb_to_recordset($1::jsonb)
      as wanted("tenantId" text, meter text, "window" text, "startsAt" timestamptz)
      on (c.tenant_id, c.meter, c."window", c.starts_at)
        = (wanted."tenantId", wanted.meter, wanted."window", wanted."startsAt")
    order by c.tenant_id, c.meter, c."window", c.starts_at
    for update of c`,
};

/** $1: keys. Makes those that are missing, so that they can be locked. */
export const OPEN_COUNTS = {
  name: "usage-open-counts",
  text: `
    insert into usage_count (tenant_id, meter, "window", starts_at, used)
    select "tenantId", meter, "window", "startsAt", 0
    from jsonb_to_recordset($1::jsonb)
      as wanted("tenantId" text, meter text, "window" text, "startsAt" timestamptz)
    order by 1, 2, 3, 4
    on conflict do nothing`,
};

/** $1: keys. Which uses the ledger has. */
export const FIND_RECORDS = {
  name: "usage-find-records",
  text: `
    select tenant_id as "tenantId", meter, id
    from usage_record
    join jsonb_to_recordset($1::jsonb) as wanted("tenantId" text, "wantedMeter" text, "wantedId" text)
      on (tenant_id, meter, id) = (wanted."tenantId", wanted."wantedMeter", wanted."wantedId")`,
};

/**
 * $1: uses, one a meter, which go into the ledger unless they are there; the counters grow by those that were not. $2:
 * shares of limits that were reached, each told once, with the news for the worker. $3: tenant and meter of what is a level.
 * Answers which went in, unless all did.
 */
export const WRITE_USES = {
  name: "usage-write-uses",
  text: `
    with given as (
      select distinct on ("tenantId", meter, id) * from jsonb_to_recordset($1::jsonb) as each(
        "tenantId" text, meter text, id text, amount bigint, overage bigint, "billedFrom" timestamptz,
        source text, subject text, at timestamptz, "recordedAt" timestamptz)
    ), inserted as (
      insert into usage_record
        (tenant_id, meter, id, amount, overage, billed_from, source, subject, at, recorded_at)
      select "tenantId", meter, id, amount, overage, "billedFrom", source, subject, at, "recordedAt"
      from given
      order by 1, 2, 3
      on conflict do nothing
      returning tenant_id, meter, id, amount, overage, billed_from, at
    ), added as (
      select *, tenant_id || ' ' || meter = any($3::text[]) as is_level from inserted
    ), grown as (
      select tenant_id, meter, span as "window", date_trunc(span, at, 'UTC') as starts_at, sum(amount) as amount
      from added cross join unnest(array['hour', 'day', 'month']) span
      where not is_level
      group by 1, 2, 3, 4
      union all
      select tenant_id, meter, 'none', 'epoch', sum(amount) from added where is_level group by 1, 2
      union all
      select tenant_id, meter, 'overage', billed_from, sum(overage) from added where overage > 0 group by 1, 2, 4
    ), counted as (
      insert into usage_count (tenant_id, meter, "window", starts_at, used)
      select * from grown
      order by 1, 2, 3, 4
      on conflict (tenant_id, meter, "window", starts_at)
      do update set used = usage_count.used + excluded.used
      returning tenant_id, meter, "window", used
    ), levelled as (
      insert into usage_count (tenant_id, meter, "window", starts_at, used)
      select level.tenant_id, level.meter, span, date_trunc(span, latest.at, 'UTC'), level.used
      from (select * from counted where "window" = 'none') level
      join (select tenant_id, meter, max(at) as at from added group by 1, 2) latest using (tenant_id, meter)
      cross join unnest(array['hour', 'day', 'month']) span
      order by 1, 2, 3, 4
      on conflict (tenant_id, meter, "window", starts_at) do update set used = excluded.used
    ), ${TELL_REACHED}
    )
    select (select count(*) from reached)::int as alerts, (select count(*) from inserted)::int as inserted,
      case when (select count(*) from inserted) < jsonb_array_length($1::jsonb) then (
        select jsonb_agg(jsonb_build_object('tenantId', tenant_id, 'meter', meter, 'id', id)) from inserted
      ) end as records`,
};
