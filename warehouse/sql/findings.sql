-- What reports state beside the five families, and what follows from it: survival, peak values, grades derived from signs.

CREATE OR REPLACE VIEW findings AS
SELECT d.report_id, d.patient, d.fact_id, d.name, d.present, d.value_text, d.value, d.operator, d.unit, d.date, d.day, d.time_after,
       coalesce(first_day(d.date), z.date + d.day) AS calendar_date, f.confidence, f.flags, f.decided
FROM store.finding d JOIN store.fact f USING (fact_id) LEFT JOIN store.day_zero z ON z.report_id = d.report_id AND z.patient = d.patient
ORDER BY d.report_id, d.position;

-- One row per patient and condition of which anything is said: present, or stated to be absent.
CREATE OR REPLACE VIEW conditions AS
SELECT report_id, patient, value_text AS condition, bool_or(present) AS present, min(date) FILTER (present) AS date, min(fact_id) AS fact_id
FROM findings WHERE name = 'condition' GROUP BY report_id, patient, value_text ORDER BY report_id, patient, condition;

-- Shares of blasts; `before_cells` says whether they are of the time before the first infusion (NULL: nothing tells, or there is none).
CREATE OR REPLACE VIEW blasts AS
SELECT f.report_id, f.patient, f.fact_id, f.value_text AS site, f.operator, f.value AS percent, f.date, f.day, f.calendar_date,
       coalesce(f.calendar_date <= i.calendar_date, CASE WHEN f.day IS NULL THEN s.told_at < t.told_at END) AS before_cells,
       row_number() OVER (PARTITION BY f.report_id, f.patient ORDER BY f.calendar_date NULLS FIRST, s.told_at, f.fact_id) AS position
FROM findings f LEFT JOIN infusions i ON i.report_id = f.report_id AND i.patient = f.patient AND i.infusion = 1
LEFT JOIN store.told s ON s.fact_id = f.fact_id LEFT JOIN store.told t ON t.fact_id = i.fact_id
WHERE f.name = 'blasts' ORDER BY f.report_id, f.patient, position;

-- By which criteria a report judges responses; a patient without a row: none are named.
CREATE OR REPLACE VIEW response_criteria AS
SELECT report_id, patient, string_agg(DISTINCT value_text, '; ' ORDER BY value_text) AS criteria, min(fact_id) AS fact_id
FROM findings WHERE name = 'response criteria' GROUP BY report_id, patient ORDER BY report_id, patient;

-- The highest value told of a test, also in the unit that makes values comparable (ferritin ng/mL, CRP mg/L, IL-6 pg/mL).
CREATE OR REPLACE VIEW peak_values AS
WITH factors(test, unit, factor, comparable_unit) AS (VALUES
    ('ferritin', 'ng/mL', 1.0, 'ng/mL'), ('ferritin', 'ug/L', 1.0, 'ng/mL'), ('ferritin', 'ng/dL', 0.01, 'ng/mL'), ('ferritin', 'mg/L', 1000.0, 'ng/mL'),
    ('ferritin', 'ug/mL', 1000.0, 'ng/mL'), ('ferritin', 'pmol/L', 0.445, 'ng/mL'), ('CRP', 'mg/L', 1.0, 'mg/L'), ('CRP', 'mg/dL', 10.0, 'mg/L'),
    ('CRP', 'ug/mL', 1.0, 'mg/L'), ('IL-6', 'pg/mL', 1.0, 'pg/mL'), ('IL-6', 'ng/L', 1.0, 'pg/mL'), ('IL-6', 'ng/mL', 1000.0, 'pg/mL'), ('IL-6', 'pg/dL', 0.01, 'pg/mL')
)
SELECT f.report_id, f.patient, f.fact_id, k.test, f.operator, f.value, f.unit, f.value * k.factor AS comparable_value, k.comparable_unit, f.date, f.day
FROM findings f JOIN factors k ON f.name = 'peak ' || k.test AND f.unit = k.unit ORDER BY f.report_id, f.patient, k.test, f.fact_id;

-- A sign belongs to the episode of its syndrome that is told nearest to it.
CREATE OR REPLACE VIEW store.sign AS
WITH signs AS (
    SELECT fact_id, report_id, patient, name, CASE WHEN name IN ('ICE score', 'seizure') THEN 'ICANS' WHEN name = 'resolved' THEN value_text ELSE 'CRS' END AS syndrome
    FROM findings WHERE name IN ('fever', 'hypotension', 'vasopressor', 'oxygen', 'ICE score', 'seizure', 'resolved')
), apart AS (
    SELECT s.fact_id, x.fact_id AS toxicity_fact_id, min(abs(es."start" - et."start")) AS distance
    FROM signs s JOIN store.toxicity x ON x.report_id = s.report_id AND x.patient = s.patient AND x.name = s.syndrome AND x.occurred
    LEFT JOIN store.evidence es ON es.fact_id = s.fact_id LEFT JOIN store.evidence et ON et.fact_id = x.fact_id
    GROUP BY s.fact_id, x.fact_id
)
SELECT fact_id, toxicity_fact_id FROM apart
QUALIFY row_number() OVER (PARTITION BY fact_id ORDER BY distance NULLS LAST, toxicity_fact_id) = 1;

-- The grade that the reported signs imply by the consensus of ASTCT (Lee 2019, Biol Blood Marrow Transplant 25:625), beside the authors' own.
-- CRS: several vasopressors but vasopressin, or positive pressure 4; one vasopressor, or high flow 3; hypotension, or oxygen at low flow 2;
-- fever with both denied 1. ICANS: ICE 0-2 3, 3-6 2, 7-9 1; a seizure 3 at least. NULL where the reported signs do not settle it.
CREATE OR REPLACE VIEW derived_grades AS
WITH told AS (
    SELECT s.toxicity_fact_id AS fact_id, f.name, f.present, f.value_text, f.value FROM store.sign s JOIN findings f ON f.fact_id = s.fact_id
), drugs AS (
    SELECT x.fact_id, v.name FROM store.toxicity x, unnest(x.managed_with) AS m(drug) JOIN vasopressors v ON v.name = m.drug WHERE x.name = 'CRS' AND x.occurred
    UNION SELECT t.fact_id, d.drug FROM told t, unnest(string_split(t.value_text, ', ')) AS d(drug) WHERE t.name = 'vasopressor' AND t.present
), pressors AS (
    SELECT fact_id, count(*) FILTER (name <> 'vasopressin') AS counted, string_agg(name, ', ' ORDER BY name) AS names FROM drugs GROUP BY fact_id
), seen AS (
    SELECT fact_id, bool_or(present) FILTER (name = 'fever') AS fever, bool_or(present) FILTER (name = 'hypotension') AS hypotension,
           max(coalesce(value, 1)) FILTER (name = 'vasopressor' AND present) AS pressors,
           bool_or(present) FILTER (name = 'oxygen' AND (present OR value_text IS NULL)) AS hypoxia,
           max(CASE value_text WHEN 'positive pressure' THEN 4 WHEN 'high-flow' THEN 3 ELSE 2 END) FILTER (name = 'oxygen' AND present) AS oxygen_grade,
           arg_max(value_text, (CASE value_text WHEN 'positive pressure' THEN 4 WHEN 'high-flow' THEN 3 ELSE 2 END, value_text)) FILTER (name = 'oxygen' AND present) AS device,
           min(value) FILTER (name = 'ICE score') AS ice, bool_or(present) FILTER (name = 'seizure') AS seizure
    FROM told GROUP BY fact_id
), graded AS (
    SELECT x.report_id, x.patient, x.fact_id, x.name, x.grade, x.system, s.* EXCLUDE (fact_id), p.names,
           CASE WHEN greatest(coalesce(p.counted, 0), coalesce(s.pressors, 0)) > 1 THEN 4 WHEN p.names IS NOT NULL OR s.pressors IS NOT NULL THEN 3 END AS pressor_grade
    FROM store.toxicity x LEFT JOIN seen s ON s.fact_id = x.fact_id LEFT JOIN pressors p ON p.fact_id = x.fact_id
    WHERE x.occurred AND (s.fact_id IS NOT NULL OR p.fact_id IS NOT NULL)
)
SELECT report_id, patient, fact_id, name AS toxicity, grade AS author_grade, system,
       CASE WHEN name = 'ICANS' THEN greatest(CASE WHEN seizure THEN 3 END, CASE WHEN ice <= 2 THEN 3 WHEN ice <= 6 THEN 2 WHEN ice <= 9 THEN 1 END)
            ELSE coalesce(greatest(pressor_grade, oxygen_grade, CASE WHEN hypotension THEN 2 END), CASE WHEN fever AND NOT hypotension AND NOT hypoxia THEN 1 END)
       END::INTEGER AS derived_grade,
       nullif(concat_ws(', ', CASE WHEN fever THEN 'fever' END,
              CASE WHEN hypotension THEN 'hypotension' WHEN NOT hypotension THEN 'no hypotension' END, coalesce(names, plain(pressors) || ' vasopressors'),
              CASE WHEN hypoxia THEN coalesce(device, 'hypoxia') WHEN NOT hypoxia THEN 'no hypoxia' END,
              'ICE ' || plain(ice), CASE WHEN seizure THEN 'seizure' WHEN NOT seizure THEN 'no seizure' END), '') AS signs
FROM graded WHERE name IN ('CRS', 'ICANS') ORDER BY report_id, patient, fact_id;

-- How long an episode lasted: as told in days, else from its first day to the day on which it was over.
CREATE OR REPLACE VIEW toxicity_durations AS
SELECT x.report_id, x.patient, x.fact_id, x.name AS toxicity, x.grade, x.onset_day, min(f.day) AS resolved_day,
       coalesce(min(f.value) FILTER (f.unit = 'd'), min(f.day) - x.onset_day, min(first_day(f.date)) - try_cast(x.onset AS DATE))::INTEGER AS days
FROM store.toxicity x JOIN store.sign s ON s.toxicity_fact_id = x.fact_id JOIN findings f ON f.fact_id = s.fact_id AND f.name = 'resolved'
GROUP BY x.report_id, x.patient, x.fact_id, x.name, x.grade, x.onset_day, x.onset ORDER BY x.report_id, x.patient, x.fact_id;

-- The end of what is told of each patient: death, else the last follow-up.
CREATE OR REPLACE VIEW last_status AS
WITH ends AS (
    SELECT *, row_number() OVER (PARTITION BY report_id, patient ORDER BY name = 'death' DESC, calendar_date DESC NULLS LAST, fact_id) AS place
    FROM findings WHERE name IN ('death', 'last follow-up') AND present
)
SELECT report_id, patient, fact_id, CASE name WHEN 'death' THEN 'dead' ELSE 'alive' END AS state, date, day, time_after, calendar_date,
       CASE WHEN name = 'death' THEN value_text END AS cause,
       CASE WHEN name <> 'death' OR value_text IS NULL THEN NULL
            WHEN regexp_matches(value_text, '(?i)progress|relapse|leuk|lymphoma|myeloma|disease|recurren|refractory|tumou?r') THEN 'disease'
            WHEN regexp_matches(value_text, '(?i)sepsis|septic|infect|pneumon|fung|asperg|candid|viral|virus|covid|cmv|bacter|mucor|toxopl') THEN 'infection'
            WHEN regexp_matches(value_text, '(?i)CRS|cytokine|ICANS|neurotox|HLH|IEC|GVHD|graft|haemorr|hemorr|bleed|veno|sinusoid|oedema|edema|toxic') THEN 'treatment'
            ELSE 'other' END AS cause_group
FROM ends WHERE place = 1 ORDER BY report_id, patient;

-- Days from every infusion to what ends it: event 1, censored 0. Progression-free: relapse, progression or death; duration of response from the
-- first remission. `exact` is false where a date without its day, or an interval in months, was turned into days.
CREATE OR REPLACE VIEW follow_up AS
WITH only_one AS (SELECT report_id, patient FROM infusions GROUP BY ALL HAVING count(*) = 1), ends AS (
    SELECT i.fact_id, s.state,
           coalesce(s.calendar_date - i.calendar_date, s.day - i.start_day, CASE WHEN o.patient IS NOT NULL THEN round(period_days(s.time_after)) END)::INTEGER AS day,
           coalesce(length(s.date) = 10, s.day IS NOT NULL) AND coalesce(length(i.start) = 10, true) AS exact
    FROM infusions i JOIN last_status s ON s.report_id = i.report_id AND s.patient = i.patient
    LEFT JOIN only_one o ON o.report_id = i.report_id AND o.patient = i.patient
), answers AS (
    SELECT after_fact_id AS fact_id, min(days_after) FILTER (category IN ('sCR', 'CR', 'CRi', 'VGPR', 'PR')) AS first_response_day,
           min(days_after) FILTER (category IN ('relapse', 'PD')) AS relapse_day, bool_or(category IN ('relapse', 'PD')) AS relapsed,
           max(days_after) AS last_told_day, coalesce(bool_or(ongoing), false) AS ongoing
    FROM responses WHERE after_fact_id IS NOT NULL GROUP BY after_fact_id
), days AS (
    SELECT i.report_id, i.patient, i.infusion, i.fact_id, i.name, i.target, i.costimulatory_domain, e.state, CASE WHEN e.day >= 0 THEN e.exact END AS exact,
           CASE WHEN e.state = 'dead' AND e.day >= 0 THEN e.day END AS death_day, a.relapse_day, coalesce(a.relapsed, false) AS relapsed,
           a.first_response_day, coalesce(a.ongoing, false) AS ongoing,
           greatest(a.last_told_day, CASE WHEN e.day >= 0 THEN e.day END) AS last_seen_day
    FROM infusions i LEFT JOIN ends e USING (fact_id) LEFT JOIN answers a USING (fact_id)
)
SELECT report_id, patient, infusion, fact_id, name, target, costimulatory_domain, state, death_day, relapse_day, last_seen_day, first_response_day,
       CASE WHEN state = 'dead' THEN death_day ELSE last_seen_day END AS os_days,
       CASE WHEN state IS NOT NULL OR last_seen_day IS NOT NULL THEN (coalesce(state, '') = 'dead')::INTEGER END AS os_event,
       CASE WHEN relapsed OR state = 'dead' THEN least(relapse_day, death_day) ELSE last_seen_day END AS pfs_days,
       CASE WHEN state IS NOT NULL OR last_seen_day IS NOT NULL OR relapsed THEN (relapsed OR coalesce(state, '') = 'dead')::INTEGER END AS pfs_event,
       CASE WHEN relapsed OR state = 'dead' THEN least(CASE WHEN relapse_day > first_response_day THEN relapse_day END, death_day) ELSE last_seen_day END - first_response_day AS dor_days,
       CASE WHEN first_response_day IS NOT NULL THEN (relapsed AND relapse_day > first_response_day OR coalesce(state, '') = 'dead')::INTEGER END AS dor_event,
       ongoing, exact
FROM days ORDER BY report_id, patient, infusion;

-- The state of the disease before the first infusion: what the report calls it, and the last assessment before.
CREATE OR REPLACE VIEW disease_status AS
WITH called AS (
    SELECT report_id, patient, string_agg(DISTINCT value_text, '; ' ORDER BY value_text) AS status FROM findings WHERE name = 'disease status' GROUP BY ALL
), stated AS (
    SELECT report_id, patient, max(value) AS lines, arg_max_null(operator, (value, operator)) FILTER (value IS NOT NULL) AS operator FROM findings WHERE name = 'prior lines' GROUP BY ALL
), assessed AS (
    SELECT i.report_id, i.patient, arg_max(r.category, t.ordinal * 100000 + r.position) AS last_category
    FROM infusions i JOIN responses r ON r.report_id = i.report_id AND r.patient = i.patient AND r.category IS NOT NULL
    JOIN therapies t ON t.fact_id = r.after_fact_id AND t.ordinal < i.ordinal
    WHERE i.infusion = 1 GROUP BY i.report_id, i.patient
)
SELECT p.report_id, p.patient, c.status, a.last_category, s.lines AS stated_lines, s.operator AS stated_lines_operator
FROM patients p LEFT JOIN called c USING (report_id, patient) LEFT JOIN stated s USING (report_id, patient) LEFT JOIN assessed a USING (report_id, patient)
ORDER BY p.report_id, p.patient;

-- References of imported lists with the report that each is: by DOI, PubMed ids, the attached file's name, the title, or the title printed at
-- the head of a report that names none.
CREATE OR REPLACE VIEW bibliography AS
WITH keyed AS (
    SELECT report_id, lower(doi) AS doi, pmid, upper(pmcid) AS pmcid, regexp_replace(lower(title), '[^a-z0-9]', '', 'g') AS title_key,
           CASE WHEN coalesce(title, '') = '' THEN regexp_replace(lower(substr(text, 1, 3000)), '[^a-z0-9]', '', 'g') END AS head
    FROM store.report
), matches AS (
    SELECT b.reference_id, r.report_id, 'doi' AS matched_by, 1 AS rank FROM store.reference b JOIN keyed r ON r.doi = b.doi
    UNION ALL SELECT b.reference_id, r.report_id, 'pmid', 2 FROM store.reference b JOIN keyed r ON r.pmid = b.pmid
    UNION ALL SELECT b.reference_id, r.report_id, 'pmcid', 3 FROM store.reference b JOIN keyed r ON r.pmcid = b.pmcid OR upper(r.report_id) = b.pmcid
    UNION ALL SELECT b.reference_id, r.report_id, 'file', 4 FROM store.reference b JOIN keyed r ON r.report_id = b.file
    UNION ALL SELECT b.reference_id, r.report_id, 'title', 5 FROM store.reference b JOIN keyed r ON r.title_key = b.title_key
    UNION ALL SELECT b.reference_id, r.report_id, 'head', 6 FROM store.reference b JOIN keyed r ON contains(r.head, b.title_key)
), best AS (
    FROM matches QUALIFY row_number() OVER (PARTITION BY reference_id, report_id ORDER BY rank) = 1
        AND rank = min(rank) OVER (PARTITION BY reference_id)
)
SELECT b.reference_id, m.report_id, m.matched_by, b.title, b.authors, b.journal, b.year, b.doi, b.pmid, b.pmcid, b.list
FROM store.reference b LEFT JOIN best m USING (reference_id) ORDER BY b.list, b.year, b.title, b.reference_id, m.report_id;
