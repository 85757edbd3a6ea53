-- Spreads the accepted records of some facts (the temporary table `accepted`) over one typed table per family.

-- name: patients
INSERT INTO store.patient BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","age_years":"DOUBLE","sex":"VARCHAR","diagnoses":["VARCHAR"]}'))
FROM accepted WHERE family = 'patients';

-- name: therapies
INSERT INTO store.therapy BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "id":"VARCHAR","patient":"INTEGER","name":"VARCHAR","kind":"VARCHAR","role":"VARCHAR","status":"VARCHAR","part_of":"VARCHAR",
    "target":"VARCHAR","cell_source":"VARCHAR","start":"VARCHAR","end":"VARCHAR","start_day":"INTEGER","end_day":"INTEGER"}'))
FROM accepted WHERE family = 'therapies';

-- name: doses
INSERT INTO store.dose BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "therapy":"VARCHAR","component":"VARCHAR","value":"DOUBLE","value_high":"DOUBLE","unit":"VARCHAR","basis":"VARCHAR",
    "frequency":"VARCHAR","duration":"VARCHAR","route":"VARCHAR","day":"INTEGER"}'))
FROM accepted WHERE family = 'doses';

-- name: dates
INSERT INTO store.temporal BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "text":"VARCHAR","kind":"VARCHAR","value":"VARCHAR","anchor":"VARCHAR","resolved":"VARCHAR"}'))
FROM accepted WHERE family = 'dates';

-- An onset that can be read two ways ([7, 8]) fills `onset_day` and `onset_day_high`.
-- name: toxicities
INSERT INTO store.toxicity BY NAME
SELECT * EXCLUDE (days), list_min(days) AS onset_day, CASE WHEN len(days) > 1 THEN list_max(days) END AS onset_day_high
FROM (SELECT report_id, fact_id, position, unnest(from_json(record, '{
          "patient":"INTEGER","name":"VARCHAR","occurred":"BOOLEAN","grade":"INTEGER","system":"VARCHAR","onset":"VARCHAR",
          "managed_with":["VARCHAR"]}')),
          CASE json_type(record, '$.onset_day') WHEN 'ARRAY' THEN from_json(record->'onset_day', '["INTEGER"]')
               ELSE [(record->>'onset_day')::INTEGER] END AS days
      FROM accepted WHERE family = 'toxicities');

-- name: responses
INSERT INTO store.response BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","category":"VARCHAR","mrd":"VARCHAR","mrd_percent":"DOUBLE","site":"VARCHAR","after":"VARCHAR","date":"VARCHAR",
    "day":"INTEGER","time_after":"VARCHAR","duration":"VARCHAR","ongoing":"BOOLEAN"}'))
FROM accepted WHERE family = 'responses';

-- name: findings
INSERT INTO store.finding BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","name":"VARCHAR","present":"BOOLEAN","value_text":"VARCHAR","value":"DOUBLE","operator":"VARCHAR","unit":"VARCHAR",
    "date":"VARCHAR","day":"INTEGER","time_after":"VARCHAR"}'))
FROM accepted WHERE family = 'findings';
