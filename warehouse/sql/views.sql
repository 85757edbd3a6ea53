-- What reviewers open: plain names, columns as the guidelines name them, every row with report_id, patient and fact_id.

CREATE OR REPLACE VIEW reports AS
SELECT report_id, title, doi, pmid, pmcid, journal, year, article_type, authors, language, licence, source, sha256, pipeline, flags, loaded_at
FROM store.report ORDER BY report_id;

CREATE OR REPLACE VIEW texts AS SELECT report_id, text FROM store.report ORDER BY report_id;

CREATE OR REPLACE VIEW sections AS
SELECT s.report_id, s.position, s.kind, s.heading, s.start, s."end", substr(r.text, s.start + 1, s."end" - s.start) AS text
FROM store.section s JOIN store.report r USING (report_id)
ORDER BY s.report_id, s.position;

CREATE OR REPLACE VIEW pages AS SELECT report_id, number, width, height, needs_ocr, start, "end" FROM store.page ORDER BY report_id, number;

CREATE OR REPLACE VIEW patients AS
SELECT p.report_id, p.patient, p.fact_id, p.age_years, p.sex, p.diagnoses, f.confidence, f.flags, f.decided
FROM store.patient p JOIN store.fact f USING (fact_id)
ORDER BY p.report_id, p.patient;

-- Where in the text a fact is told: in the case section if it stands there, else where it comes first.
CREATE OR REPLACE VIEW store.told AS
SELECT fact_id, coalesce(min("start") FILTER (section = 'case'), min("start")) AS told_at FROM store.evidence GROUP BY fact_id;

-- Day 0 as a calendar date, where a patient has one: that of the only cell infusion of day 0, else of the only therapy of day 0.
CREATE OR REPLACE VIEW store.day_zero AS
WITH zero AS (SELECT report_id, patient, kind, try_cast(start AS DATE) AS date FROM store.therapy WHERE start_day = 0 AND status = 'given')
SELECT report_id, patient,
       CASE WHEN count(*) FILTER (kind = 'cell_therapy') = 1 THEN any_value(date) FILTER (kind = 'cell_therapy')
            WHEN count(*) = 1 THEN any_value(date) END AS date
FROM zero GROUP BY report_id, patient;

-- `ordinal` is a therapy's place among the patient's: by its date, and where none is told after the one that the report tells before it.
CREATE OR REPLACE VIEW therapies AS
WITH dated AS (
    SELECT t.*, coalesce(first_day(t.start), z.date + t.start_day) AS calendar_date
    FROM store.therapy t LEFT JOIN store.day_zero z USING (report_id, patient)
), placed AS (
    SELECT *, place_in_time(calendar_date, start_day, bool_or(calendar_date IS NOT NULL) OVER (PARTITION BY report_id, patient)) AS place FROM dated
), carried AS (
    SELECT *, last_value(place IGNORE NULLS) OVER (PARTITION BY report_id, patient ORDER BY position) AS carried_place FROM placed
)
SELECT t.report_id, t.patient, t.fact_id, t.id, t.name, t.kind, t.role, t.status, t.part_of, g.name AS part_of_name, t.target, t.cell_source,
       t.start, t."end", t.start_day, t.end_day, t.calendar_date,
       row_number() OVER (PARTITION BY t.report_id, t.patient ORDER BY t.carried_place NULLS FIRST, t.position) AS ordinal,
       f.confidence, f.flags, f.decided
FROM carried t JOIN store.fact f USING (fact_id)
LEFT JOIN store.therapy g ON g.report_id = t.report_id AND g.id = t.part_of
ORDER BY t.report_id, t.patient, ordinal;

-- What a regimen consists of: the components that the report names; where it names none, those that the dictionary knows (`source`).
CREATE OR REPLACE VIEW regimen_components AS
WITH named AS (
    SELECT r.report_id, r.fact_id, c.name, c.fact_id AS component_fact_id
    FROM store.therapy r JOIN store.therapy c ON c.report_id = r.report_id AND c.part_of = r.id
)
SELECT r.report_id, r.patient, r.fact_id, r.name AS regimen, coalesce(n.name, d.component) AS component,
       CASE WHEN n.name IS NOT NULL THEN 'report' ELSE 'dictionary' END AS source, n.component_fact_id
FROM therapies r LEFT JOIN named n USING (fact_id) LEFT JOIN store.regimen d ON d.name = r.name AND n.name IS NULL
WHERE r.kind = 'regimen' AND (n.name IS NOT NULL OR d.component IS NOT NULL)
ORDER BY r.report_id, r.patient, r.ordinal, component, n.component_fact_id;

CREATE OR REPLACE VIEW doses AS
SELECT d.report_id, t.patient, d.fact_id, d.therapy, t.name, t.role, t.kind, t.status, d.component, d.value, d.value_high, d.unit, ucum(d.unit) AS ucum, d.basis,
       d.frequency, d.duration, d.route, d.day, try_cast(t.start AS DATE) + (d.day - t.start_day) AS calendar_date,
       t.fact_id AS therapy_fact_id, f.confidence, f.flags, f.decided
FROM store.dose d JOIN store.fact f USING (fact_id)
LEFT JOIN store.therapy t ON t.report_id = d.report_id AND t.id = d.therapy
ORDER BY d.report_id, d.position;

-- The patient of a report that has only one.
CREATE OR REPLACE VIEW store.only_patient AS
SELECT report_id, any_value(patient) AS patient FROM store.patient GROUP BY report_id HAVING count(DISTINCT patient) = 1;

-- A mention of a time belongs to the report; its patient is known where the report has only one.
CREATE OR REPLACE VIEW dates AS
SELECT d.report_id, o.patient, d.fact_id, d.text, d.kind, d.value, d.anchor, d.resolved, f.confidence, f.flags, f.decided
FROM store.temporal d JOIN store.fact f USING (fact_id)
LEFT JOIN store.only_patient o ON o.report_id = d.report_id
ORDER BY d.report_id, d.position;

-- One row per cell infusion that was given (CAR-T, TCR-T, NK cells …), numbered per patient. Amounts told for the parts of a split dose are summed.
CREATE OR REPLACE VIEW infusions AS
WITH amount AS (
    SELECT report_id, therapy, unit,
           coalesce(max(value) FILTER (basis = 'total'), CASE WHEN count(DISTINCT day) > 1 THEN sum(value ORDER BY value) ELSE max(value) END) AS value
    FROM store.dose WHERE component IS NULL OR component = 'CAR+' GROUP BY ALL
)
SELECT t.report_id, t.patient, t.fact_id, t.id,
       row_number() OVER (PARTITION BY t.report_id, t.patient ORDER BY t.ordinal) AS infusion,
       t.name, coalesce(t.target, p.target) AS target, p.costimulatory_domain, t.cell_source, t.start, t.start_day, t.calendar_date, t.ordinal,
       kg.value AS cells_per_kg, cells.value AS cells, m2.value AS cells_per_m2
FROM therapies t LEFT JOIN products p USING (name)
LEFT JOIN amount kg ON kg.report_id = t.report_id AND kg.therapy = t.id AND kg.unit = 'cells/kg'
LEFT JOIN amount cells ON cells.report_id = t.report_id AND cells.therapy = t.id AND cells.unit = 'cells'
LEFT JOIN amount m2 ON m2.report_id = t.report_id AND m2.therapy = t.id AND m2.unit = 'cells/m2'
WHERE t.kind = 'cell_therapy' AND t.status = 'given' AND t.name <> 'donor lymphocyte infusion'
ORDER BY t.report_id, t.patient, infusion;

-- `after_name` is inferred, reports leave it to the reader: the only therapy that can cause the syndrome, else the last one before the dated
-- onset, else the last one told before it. `after_how` says which.
CREATE OR REPLACE VIEW toxicities AS
WITH cause AS (
    SELECT t.report_id, t.patient, t.fact_id, t.name, t.calendar_date, s.told_at,
           t.kind = 'transplant' OR t.name = 'donor lymphocyte infusion' AS graft
    FROM therapies t LEFT JOIN store.told s USING (fact_id)
    WHERE t.status = 'given' AND (t.kind IN ('cell_therapy', 'transplant') OR t.name = 'donor lymphocyte infusion' OR t.name IN (FROM t_cell_engagers))
      AND t.name <> 'autologous HSCT'
), pairs AS (
    SELECT x.fact_id, c.fact_id AS cause_id, c.name, c.calendar_date, c.told_at, s.told_at AS toxicity_told_at,
           coalesce(try_cast(x.onset AS DATE), z.date + x.onset_day) AS onset_date, count(*) OVER (PARTITION BY x.fact_id) AS candidates
    FROM store.toxicity x
    JOIN cause c ON c.report_id = x.report_id AND c.patient = x.patient AND (x.name = 'GVHD' OR NOT c.graft)
    LEFT JOIN store.told s ON s.fact_id = x.fact_id
    LEFT JOIN store.day_zero z ON z.report_id = x.report_id AND z.patient = x.patient
), best AS (
    SELECT fact_id,
           CASE WHEN any_value(candidates) = 1 THEN any_value(cause_id)
                WHEN any_value(onset_date) IS NOT NULL THEN arg_max(cause_id, (calendar_date, told_at, cause_id)) FILTER (calendar_date <= onset_date)
                ELSE arg_max(cause_id, (told_at, cause_id)) FILTER (told_at < toxicity_told_at) END AS cause_id,
           CASE WHEN any_value(candidates) = 1 THEN 'only one' WHEN any_value(onset_date) IS NOT NULL THEN 'onset date'
                ELSE 'told before' END AS how
    FROM pairs GROUP BY fact_id
)
SELECT x.report_id, x.patient, x.fact_id, x.name, x.occurred, x.grade, x.system, x.onset, x.onset_day, x.onset_day_high, x.managed_with,
       t.id AS after, t.name AS after_name, t.fact_id AS after_fact_id, CASE WHEN t.name IS NOT NULL THEN b.how END AS after_how,
       f.confidence, f.flags, f.decided
FROM store.toxicity x JOIN store.fact f USING (fact_id)
LEFT JOIN best b ON b.fact_id = x.fact_id LEFT JOIN store.therapy t ON t.fact_id = b.cause_id
ORDER BY x.report_id, x.patient, x.position;

-- `days_after` counts from the therapy that the state followed: from numbered days, else from full dates, else from the interval that is told
-- (then `days_after_exact` is false where months or years were turned into days).
CREATE OR REPLACE VIEW responses AS
WITH placed AS (
    SELECT r.*, t.name AS after_name, t.kind AS after_kind, t.fact_id AS after_fact_id, try_cast(t.start AS DATE) AS after_date,
           coalesce(r.day - t.start_day, try_cast(r.date AS DATE) - try_cast(t.start AS DATE)) AS counted
    FROM store.response r LEFT JOIN store.therapy t ON t.report_id = r.report_id AND t.id = r.after
)
SELECT p.report_id, p.patient, p.fact_id, p.category, p.mrd, p.mrd_percent, p.site, p.after, p.after_name, p.after_kind, p.after_fact_id, p.after_date, p.date, p.day, p.time_after,
       coalesce(p.counted, round(period_days(p.time_after)))::INTEGER AS days_after,
       CASE WHEN p.counted IS NOT NULL THEN true WHEN p.time_after IS NOT NULL THEN NOT regexp_matches(split_part(p.time_after, 'T', 1), '[YM]') END AS days_after_exact,
       p.duration, p.ongoing, f.confidence, f.flags, f.decided, p.position
FROM placed p JOIN store.fact f USING (fact_id)
ORDER BY p.report_id, p.position;

-- One row per toxicity and drug that it was managed with, with each stated dose of that drug (or none). How many doses were given and whether the
-- drug helped are told of the patient and the drug: NULL where nothing is said.
CREATE OR REPLACE VIEW toxicity_drugs AS
SELECT x.report_id, x.patient, x.fact_id, x.name AS toxicity, x.grade, x.system, x.onset_day, x.after_name, m.drug, m.drug_order,
       d.value, d.value_high, d.unit, d.basis, d.frequency, d.duration, d.route, d.day, g.value::INTEGER AS doses_given, e.present AS helped, d.fact_id AS dose_fact_id
FROM toxicities x, unnest(x.managed_with) WITH ORDINALITY AS m(drug, drug_order)
LEFT JOIN doses d ON d.report_id = x.report_id AND d.patient = x.patient AND d.name = m.drug AND d.status = 'given'
      AND (d.role = 'toxicity_management' OR d.role IS NULL)
LEFT JOIN store.finding g ON g.report_id = x.report_id AND g.patient = x.patient AND g.name = 'doses given' AND g.value_text = m.drug
LEFT JOIN store.finding e ON e.report_id = x.report_id AND e.patient = x.patient AND e.name = 'effect' AND e.value_text = m.drug
WHERE x.occurred
ORDER BY x.report_id, x.patient, x.fact_id, m.drug_order, d.day, d.fact_id, doses_given, helped;

-- Everything that happened, in order: by `calendar_date` (the date that is told, else day 0 plus the numbered day), then as it is told.
CREATE OR REPLACE VIEW timeline AS
WITH events AS (
    SELECT report_id, patient, fact_id, 'therapies' AS family, start AS date, start_day AS day, start_day AS counted, NULL AS time_after, calendar_date, ordinal AS position,
           concat_ws(' ', name, '(' || replace(role, '_', ' ') || ')') AS what
    FROM therapies WHERE status = 'given'
    UNION ALL
    SELECT report_id, patient, fact_id, 'doses', NULL, day, day, NULL, calendar_date, row_number() OVER (ORDER BY day, fact_id),
           concat_ws(' ', name, plain(value) || coalesce('-' || plain(value_high), ''), unit, component)
    FROM doses WHERE status = 'given' AND day IS NOT NULL
    UNION ALL
    SELECT report_id, patient, fact_id, 'toxicities', onset, onset_day, onset_day, NULL, NULL, row_number() OVER (ORDER BY fact_id),
           CASE WHEN occurred THEN concat_ws(' ', name, 'grade ' || grade::VARCHAR, '(' || system || ')') ELSE 'no ' || name END
    FROM toxicities
    UNION ALL
    SELECT report_id, patient, fact_id, 'responses', date, day, coalesce(day, days_after), time_after || coalesce(' after ' || after_name, ''),
           CASE WHEN days_after_exact THEN after_date + days_after END, position,
           concat_ws(' ', category, 'MRD ' || mrd, '(' || site || ')', CASE WHEN ongoing THEN 'ongoing' END)
    FROM responses
    UNION ALL
    SELECT report_id, patient, fact_id, 'findings', date, day, day, CASE WHEN date IS NULL AND day IS NULL THEN time_after END, NULL, position,
           concat_ws(' ', CASE WHEN NOT present THEN 'no' END, CASE WHEN name NOT IN ('infection', 'condition') THEN name END, value_text, operator, plain(value), unit)
    FROM store.finding WHERE name IN ('last follow-up', 'death', 'infection', 'peak ferritin', 'peak CRP', 'peak IL-6', 'resolved') AND present AND unit IS DISTINCT FROM 'd'
), dated AS (
    SELECT e.* EXCLUDE (calendar_date), coalesce(first_day(e.date), e.calendar_date, z.date + e.day) AS calendar_date, s.told_at
    FROM events e LEFT JOIN store.day_zero z USING (report_id, patient) LEFT JOIN store.told s USING (fact_id)
), placed AS (
    SELECT *, place_in_time(calendar_date, counted, bool_or(calendar_date IS NOT NULL) OVER (PARTITION BY report_id, patient)) AS place FROM dated
), carried AS (
    SELECT *, last_value(place IGNORE NULLS) OVER (PARTITION BY report_id, patient ORDER BY told_at NULLS LAST, position, fact_id) AS carried_place FROM placed
)
SELECT report_id, patient, fact_id, family, date, day, time_after, what, calendar_date,
       row_number() OVER (PARTITION BY report_id, patient ORDER BY coalesce(place, carried_place) NULLS FIRST, told_at, position, fact_id) AS ordinal
FROM carried
ORDER BY report_id, patient, ordinal;

CREATE OR REPLACE VIEW evidence AS
WITH whose AS (
    SELECT fact_id, patient FROM store.patient UNION ALL SELECT fact_id, patient FROM store.therapy
    UNION ALL SELECT d.fact_id, t.patient FROM store.dose d LEFT JOIN store.therapy t ON t.report_id = d.report_id AND t.id = d.therapy
    UNION ALL SELECT d.fact_id, o.patient FROM store.temporal d LEFT JOIN store.only_patient o USING (report_id)
    UNION ALL SELECT fact_id, patient FROM store.toxicity UNION ALL SELECT fact_id, patient FROM store.response
    UNION ALL SELECT fact_id, patient FROM store.finding
)
SELECT e.report_id, w.patient, e.fact_id, f.family, e.quote, e.section, e.page, e.start, e."end", e.boxes, f.rule, f.role_rule, f.confidence, f.flags, f.decided
FROM store.evidence e JOIN store.fact f USING (fact_id) LEFT JOIN whose w USING (fact_id)
ORDER BY e.report_id, e.fact_id, e.position, e.start, e.quote;

CREATE OR REPLACE VIEW failure AS SELECT source, sha256, reason, message, failed_at FROM store.failure ORDER BY source;
CREATE OR REPLACE VIEW runs AS
SELECT run_id, started_at, loaded_at, ended_at, pipelines, loaded, replaced, unchanged, failed FROM store.run ORDER BY loaded_at, run_id;
CREATE OR REPLACE VIEW changes AS
SELECT changed_at, run_id, report_id, fact_id, family, CASE WHEN before IS NULL THEN 'found' WHEN after IS NULL THEN 'lost' ELSE 'changed' END AS what,
       before, after, pipeline_before, pipeline_after
FROM store.change ORDER BY changed_at, report_id, family, fact_id;
CREATE OR REPLACE VIEW accuracy AS FROM store.accuracy ORDER BY measured_at, pipeline, gold_set, family, attribute;

-- Every fact with its accepted value as one JSON object: for lists of facts of all families.
CREATE OR REPLACE VIEW fact_values AS
SELECT report_id, fact_id, family, record AS value, machine AS machine_value, rule, role_rule, confidence, flags, decided, attention,
       decided IS NULL AND is_doubtful(confidence, flags) AS doubtful
FROM store.fact ORDER BY report_id, fact_id;

-- What a patient had before the first cell infusion.
CREATE OR REPLACE VIEW prior_treatment AS
WITH before AS (
    SELECT i.report_id, i.patient, t.*
    FROM infusions i LEFT JOIN therapies t ON t.report_id = i.report_id AND t.patient = i.patient AND t.ordinal < i.ordinal AND t.status = 'given'
    WHERE i.infusion = 1
)
SELECT report_id, patient,
       count(*) FILTER (part_of IS NULL AND kind IN ('drug', 'regimen') AND role IN ('induction', 'consolidation', 'salvage')) AS lines,
       string_agg(name, ' > ' ORDER BY ordinal) FILTER (part_of IS NULL AND kind IN ('drug', 'regimen') AND role IN ('induction', 'consolidation', 'salvage')) AS regimens,
       coalesce(bool_or(kind = 'transplant' AND name <> 'autologous HSCT'), false) AS transplant,
       coalesce(bool_or(name = 'blinatumomab'), false) AS blinatumomab, coalesce(bool_or(name = 'inotuzumab ozogamicin'), false) AS inotuzumab,
       coalesce(bool_or(name IN ('ibrutinib', 'acalabrutinib', 'zanubrutinib', 'pirtobrutinib', 'orelabrutinib')), false) AS btk_inhibitor
FROM before GROUP BY report_id, patient ORDER BY report_id, patient;

-- A patient's toxicities in one row: NULL where nothing is said, false and 0 where absence is stated.
CREATE OR REPLACE VIEW patient_toxicities AS
SELECT report_id, patient,
       bool_or(occurred) FILTER (name = 'CRS') AS crs,
       CASE WHEN bool_or(occurred) FILTER (name = 'CRS') THEN max(grade) FILTER (name = 'CRS' AND occurred)
            WHEN NOT bool_or(occurred) FILTER (name = 'CRS') THEN 0 END AS crs_max_grade,
       bool_or(occurred) FILTER (name = 'ICANS') AS icans,
       CASE WHEN bool_or(occurred) FILTER (name = 'ICANS') THEN max(grade) FILTER (name = 'ICANS' AND occurred)
            WHEN NOT bool_or(occurred) FILTER (name = 'ICANS') THEN 0 END AS icans_max_grade,
       list_sort(list_distinct(flatten(list(managed_with) FILTER (occurred AND name <> 'GVHD')))) AS drugs
FROM toxicities GROUP BY report_id, patient ORDER BY report_id, patient;

-- The deepest response after each therapy; of equals the one with the better MRD, then the earlier.
CREATE OR REPLACE VIEW best_responses AS
SELECT * FROM responses WHERE category IS NOT NULL AND after IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY after_fact_id ORDER BY
    list_position(['sCR', 'CR', 'CRi', 'VGPR', 'PR', 'MR', 'SD', 'NR', 'PD', 'relapse'], category), mrd = 'negative' DESC NULLS LAST, days_after NULLS LAST, position) = 1
ORDER BY report_id, patient, after_fact_id;

-- Which report a decision is about: the one with the same bytes, whatever its name, else the one of the same name.
CREATE OR REPLACE VIEW store.decided_report AS
SELECT d.seq, coalesce(b.report_id, n.report_id) AS report_id
FROM store.decision d LEFT JOIN store.report b ON b.sha256 = d.sha256 LEFT JOIN store.report n ON n.report_id = d.report_id
WHERE coalesce(b.report_id, n.report_id) IS NOT NULL;

-- Who decided what, when and why, with the machine's value and quote at that time. Rows are only ever added.
CREATE OR REPLACE VIEW decisions AS
SELECT d.seq, d.decided_at, d.reviewer, d.role, d.action, coalesce(r.report_id, d.report_id) AS report_id,
       coalesce(r.report_id, d.report_id) || '/' || d.fact_key AS fact_id, d.family, d.field, d.value,
       CASE WHEN d.field IS NULL THEN d.machine ELSE json_extract(d.machine, d.field) END AS machine_value,
       d.evidence->0->>'quote' AS quote, d.pipeline, d.why
FROM store.decision d LEFT JOIN store.decided_report r USING (seq)
ORDER BY d.seq;

-- What a person should look at, most urgent first: 1 what people decided and the machine or another person now sees differently, 2 unchecked
-- facts that are doubtful, 3 all other unchecked facts.
CREATE OR REPLACE VIEW to_check AS
SELECT CASE WHEN attention IS NOT NULL THEN 1 WHEN is_doubtful(confidence, flags) THEN 2 ELSE 3 END AS urgency,
       coalesce(attention, CASE WHEN len(flags) > 0 THEN 'flagged' WHEN is_doubtful(confidence, flags) THEN 'low_confidence' ELSE 'not_checked' END) AS reason,
       report_id, fact_id, family, record AS value, machine AS machine_value, confidence, flags
FROM store.fact WHERE attention IS NOT NULL OR decided IS NULL
ORDER BY urgency, confidence, report_id, fact_id;

-- What each person holds each field of a fact to be, after their own decisions alone; in fields that name a therapy its key stands, with an @.
CREATE OR REPLACE VIEW judgements AS FROM store.judgement ORDER BY report_id, fact_id, reviewer, role, field;

-- How far two reviewers agree, field by field, before adjudication: Cohen's kappa over the facts that both judged (NULL: both always said one thing).
CREATE OR REPLACE VIEW agreement AS
WITH pairs AS (
    SELECT a.family, a.field, a.reviewer AS reviewer_a, b.reviewer AS reviewer_b, a.value AS value_a, b.value AS value_b
    FROM store.judgement a JOIN store.judgement b ON b.fact_id = a.fact_id AND b.field = a.field AND a.reviewer < b.reviewer
    WHERE a.role = 'reviewer' AND b.role = 'reviewer'
), observed AS (
    SELECT family, field, reviewer_a, reviewer_b, count(*) AS n, avg((value_a = value_b)::INTEGER) AS agreed
    FROM pairs GROUP BY family, field, reviewer_a, reviewer_b
), said_a AS (
    SELECT family, field, reviewer_a, reviewer_b, value_a AS value, count(*) AS times FROM pairs GROUP BY family, field, reviewer_a, reviewer_b, value_a
), said_b AS (
    SELECT family, field, reviewer_a, reviewer_b, value_b AS value, count(*) AS times FROM pairs GROUP BY family, field, reviewer_a, reviewer_b, value_b
), expected AS (
    SELECT family, field, reviewer_a, reviewer_b, sum(a.times * b.times) AS chances
    FROM said_a a JOIN said_b b USING (family, field, reviewer_a, reviewer_b, value) GROUP BY family, field, reviewer_a, reviewer_b
), measured AS (
    SELECT o.*, coalesce(e.chances, 0) / (o.n * o.n) AS by_chance FROM observed o LEFT JOIN expected e USING (family, field, reviewer_a, reviewer_b)
)
SELECT family, field, reviewer_a, reviewer_b, n, agreed, (agreed - by_chance) / nullif(1 - by_chance, 0) AS kappa
FROM measured ORDER BY family, field, reviewer_a, reviewer_b;

-- How much of each report is checked.
CREATE OR REPLACE VIEW progress AS
SELECT report_id, count(*) AS facts, count(decided) AS checked, count(*) FILTER (decided IS NULL AND is_doubtful(confidence, flags)) AS doubtful,
       count(attention) AS to_recheck
FROM store.fact GROUP BY report_id ORDER BY report_id;
