-- What reviewers open: plain names, columns as the guidelines name them, every row with report_id, patient and fact_id.

CREATE OR REPLACE VIEW reports AS
SELECT report_id, title, doi, pmid, pmcid, journal, year, article_type, authors, language, licence, source, sha256, pipeline, flags, loaded_at
FROM store.report;

CREATE OR REPLACE VIEW texts AS SELECT report_id, text FROM store.report;

CREATE OR REPLACE VIEW sections AS
SELECT s.report_id, s.position, s.kind, s.heading, s.start, s."end", substr(r.text, s.start + 1, s."end" - s.start) AS text
FROM store.section s JOIN store.report r USING (report_id);

CREATE OR REPLACE VIEW patients AS
SELECT p.report_id, p.patient, p.fact_id, p.age_years, p.sex, p.diagnoses, f.confidence, f.flags
FROM store.patient p JOIN store.fact f USING (fact_id);

CREATE OR REPLACE VIEW therapies AS
SELECT t.report_id, t.patient, t.fact_id, t.id, t.name, t.kind, t.role, t.status, t.part_of, g.name AS part_of_name, t.target, t.cell_source,
       t.start, t."end", t.start_day, t.end_day, f.confidence, f.flags, t.position
FROM store.therapy t JOIN store.fact f USING (fact_id)
LEFT JOIN store.therapy g ON g.report_id = t.report_id AND g.id = t.part_of;

CREATE OR REPLACE VIEW doses AS
SELECT d.report_id, t.patient, d.fact_id, d.therapy, t.name, t.role, t.kind, t.status, d.component, d.value, d.value_high, d.unit, d.basis,
       d.frequency, d.duration, d.route, d.day, f.confidence, f.flags, d.position
FROM store.dose d JOIN store.fact f USING (fact_id)
LEFT JOIN store.therapy t ON t.report_id = d.report_id AND t.id = d.therapy;

-- A mention of a time belongs to the report; its patient is known where the report has only one.
CREATE OR REPLACE VIEW dates AS
SELECT d.report_id, o.patient, d.fact_id, d.text, d.kind, d.value, d.anchor, d.resolved, f.confidence, f.flags, d.position
FROM store.temporal d JOIN store.fact f USING (fact_id)
LEFT JOIN (SELECT report_id, any_value(patient) AS patient FROM store.patient GROUP BY report_id HAVING count(DISTINCT patient) = 1) o
       ON o.report_id = d.report_id;

CREATE OR REPLACE VIEW toxicities AS
SELECT x.report_id, x.patient, x.fact_id, x.name, x.occurred, x.grade, x.system, x.onset, x.onset_day, x.onset_day_high, x.managed_with,
       f.confidence, f.flags, x.position
FROM store.toxicity x JOIN store.fact f USING (fact_id);

-- `days_after` counts from the therapy that the state followed: from numbered days, else from full dates, else from the interval that is told
-- (then `days_after_exact` is false where months or years were turned into days).
CREATE OR REPLACE VIEW responses AS
WITH placed AS (
    SELECT r.*, t.name AS after_name, t.kind AS after_kind, t.start AS after_start, t.start_day AS after_start_day,
           coalesce(r.day - t.start_day, try_cast(r.date AS DATE) - try_cast(t.start AS DATE)) AS counted
    FROM store.response r LEFT JOIN store.therapy t ON t.report_id = r.report_id AND t.id = r.after
)
SELECT p.report_id, p.patient, p.fact_id, p.category, p.mrd, p.mrd_percent, p.site, p.after, p.after_name, p.after_kind, p.date, p.day, p.time_after,
       coalesce(p.counted, round(period_days(p.time_after)))::INTEGER AS days_after,
       CASE WHEN p.counted IS NOT NULL THEN true WHEN p.time_after IS NOT NULL THEN NOT regexp_matches(split_part(p.time_after, 'T', 1), '[YM]') END AS days_after_exact,
       p.duration, p.ongoing, f.confidence, f.flags, p.position
FROM placed p JOIN store.fact f USING (fact_id);

-- One row per toxicity and drug that it was managed with, with each stated dose of that drug (or none).
CREATE OR REPLACE VIEW toxicity_drugs AS
SELECT x.report_id, x.patient, x.fact_id, x.name AS toxicity, x.grade, x.system, x.onset_day, m.drug,
       d.value, d.value_high, d.unit, d.basis, d.frequency, d.duration, d.route, d.day, d.fact_id AS dose_fact_id
FROM store.toxicity x, unnest(x.managed_with) AS m(drug)
LEFT JOIN doses d ON d.report_id = x.report_id AND d.patient = x.patient AND d.name = m.drug AND d.status = 'given'
      AND (d.role = 'toxicity_management' OR d.role IS NULL)
WHERE x.occurred;

-- Everything with a time, in order. `calendar_date` is what sorting uses: the date that is told, else day 0 plus the numbered day.
CREATE OR REPLACE VIEW timeline AS
WITH day_zero AS (
    SELECT report_id, patient, min(try_cast(start AS DATE)) AS day_zero FROM store.therapy
    WHERE start_day = 0 AND length(start) = 10 GROUP BY report_id, patient
), events AS (
    SELECT report_id, patient, fact_id, 'therapies' AS family, start AS date, start_day AS day, NULL AS time_after,
           concat_ws(' ', name, '(' || replace(role, '_', ' ') || ')') AS what, position
    FROM store.therapy WHERE status = 'given'
    UNION ALL
    SELECT report_id, patient, fact_id, 'doses', NULL, day, NULL,
           concat_ws(' ', name, value::VARCHAR || coalesce('-' || value_high::VARCHAR, ''), unit, component), position
    FROM doses WHERE status = 'given' AND day IS NOT NULL
    UNION ALL
    SELECT report_id, patient, fact_id, 'toxicities', onset, onset_day, NULL,
           CASE WHEN occurred THEN concat_ws(' ', name, 'grade ' || grade::VARCHAR, '(' || system || ')') ELSE 'no ' || name END, position
    FROM store.toxicity
    UNION ALL
    SELECT report_id, patient, fact_id, 'responses', date, day, CASE WHEN time_after IS NOT NULL THEN time_after || coalesce(' after ' || after_name, '') END,
           concat_ws(' ', category, 'MRD ' || mrd, '(' || site || ')', CASE WHEN ongoing THEN 'ongoing' END), position
    FROM responses
)
SELECT e.report_id, e.patient, e.fact_id, e.family, e.date, e.day, e.time_after, e.what,
       coalesce(first_day(e.date), z.day_zero + e.day) AS calendar_date, v.place AS told_at
FROM events e
LEFT JOIN day_zero z USING (report_id, patient)
LEFT JOIN (SELECT fact_id, min("start") AS place FROM store.evidence GROUP BY fact_id) v ON v.fact_id = e.fact_id
ORDER BY e.report_id, e.patient, calendar_date NULLS LAST, e.day NULLS LAST, told_at, e.position;

CREATE OR REPLACE VIEW evidence AS
WITH whose AS (
    SELECT fact_id, patient FROM store.patient UNION ALL SELECT fact_id, patient FROM store.therapy
    UNION ALL SELECT fact_id, patient FROM doses UNION ALL SELECT fact_id, patient FROM dates
    UNION ALL SELECT fact_id, patient FROM store.toxicity UNION ALL SELECT fact_id, patient FROM store.response
)
SELECT e.report_id, w.patient, e.fact_id, f.family, e.quote, e.section, e.page, e.start, e."end", e.boxes, f.rule, f.confidence, f.flags, f.decided
FROM store.evidence e JOIN store.fact f USING (fact_id) LEFT JOIN whose w USING (fact_id);

CREATE OR REPLACE VIEW failure AS SELECT source, sha256, reason, message, failed_at FROM store.failure;
CREATE OR REPLACE VIEW runs AS SELECT loaded_at, pipelines, loaded, replaced, unchanged, failed FROM store.run;
CREATE OR REPLACE VIEW accuracy AS FROM store.accuracy;
