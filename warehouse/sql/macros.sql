-- The first day that a partial date can mean: '2019-03' -> 2019-03-01.
CREATE OR REPLACE MACRO first_day(partial) AS try_cast(partial || substr('0000-01-01', length(partial) + 1) AS DATE);

-- The last day that a partial date can mean: '2019-02' -> 2019-02-28.
CREATE OR REPLACE MACRO last_day_of(partial) AS CASE length(partial)
    WHEN 4 THEN try_cast(partial || '-12-31' AS DATE)
    WHEN 7 THEN last_day(try_cast(partial || '-01' AS DATE))
    ELSE try_cast(partial AS DATE) END;

-- An ISO 8601 period in days, a month taken as 30.44 of them: 'P2W' -> 14, 'P19M' -> 578.4, 'PT12H' -> 0.5.
CREATE OR REPLACE MACRO period_days(period) AS CASE WHEN period IS NOT NULL THEN
      coalesce(try_cast(nullif(regexp_extract(period, '([0-9.]+)Y', 1), '') AS DOUBLE), 0) * 365.25
    + coalesce(try_cast(nullif(regexp_extract(split_part(period, 'T', 1), '([0-9.]+)M', 1), '') AS DOUBLE), 0) * 30.4375
    + coalesce(try_cast(nullif(regexp_extract(period, '([0-9.]+)W', 1), '') AS DOUBLE), 0) * 7
    + coalesce(try_cast(nullif(regexp_extract(period, '([0-9.]+)D', 1), '') AS DOUBLE), 0)
    + coalesce(try_cast(nullif(regexp_extract(period, '([0-9.]+)H', 1), '') AS DOUBLE), 0) / 24 END;
