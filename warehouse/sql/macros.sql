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

-- A number without an idle '.0': 2000000.0 -> '2000000', 2.5 -> '2.5'.
CREATE OR REPLACE MACRO plain(number) AS CASE WHEN number = trunc(number) THEN try_cast(number AS HUGEINT)::VARCHAR ELSE number::VARCHAR END;

-- Administrations a day: '4/d' -> 4, '1/wk' -> 0.143, '1/21d' -> 0.048.
CREATE OR REPLACE MACRO daily(frequency) AS
    try_cast(split_part(frequency, '/', 1) AS DOUBLE)
    / (coalesce(try_cast(regexp_extract(frequency, '/(\d+)', 1) AS DOUBLE), 1)
       * CASE regexp_extract(frequency, '(h|d|wk|mo|y)$', 1) WHEN 'h' THEN 1.0 / 24 WHEN 'd' THEN 1 WHEN 'wk' THEN 7 WHEN 'mo' THEN 30.4375 WHEN 'y' THEN 365.25 END);

-- Where something stands in a patient's story: on the calendar, or by its numbered day where the story tells no date at all.
CREATE OR REPLACE MACRO place_in_time(calendar_date, day, has_dates) AS
    CASE WHEN calendar_date IS NOT NULL THEN calendar_date - DATE '1900-01-01' WHEN NOT has_dates THEN day END;

-- Whether a person should look at an unchecked fact before others: more likely wrong than right, or read with a repair.
CREATE OR REPLACE MACRO is_doubtful(confidence, flags) AS confidence < 0.5 OR len(flags) > 0;

-- A fact without the numbers of therapies, which may change from one extraction to the next.
CREATE OR REPLACE MACRO unnumbered(fact) AS json_merge_patch(fact, '{"id": null, "therapy": null, "part_of": null, "after": null}');

-- A title without what printing changes: 'CAR-T cells: a case.' -> 'cartcellsacase'.
CREATE OR REPLACE MACRO plain_title(title) AS regexp_replace(lower(strip_accents(title)), '[^a-z0-9]', '', 'g');

-- A unit of doses as UCUM writes it: 'cells/kg' -> '{cells}/kg', 'IU/m2' -> '[IU]/m2'; the others are UCUM as they are.
CREATE OR REPLACE MACRO ucum(unit) AS regexp_replace(regexp_replace(unit, '^cells\b', '{cells}'), '^IU\b', '[IU]');
