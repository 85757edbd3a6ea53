-- Spreads the accepted records of the facts over one typed table per family, for the reports of a list.

-- name: patients
INSERT INTO store.patient BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","age_years":"DOUBLE","sex":"VARCHAR","diagnoses":["VARCHAR"]}'))
FROM store.fact WHERE family = 'patients' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- name: therapies
INSERT INTO store.therapy BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "id":"VARCHAR","patient":"INTEGER","name":"VARCHAR","kind":"VARCHAR","role":"VARCHAR","status":"VARCHAR","part_of":"VARCHAR",
    "target":"VARCHAR","cell_source":"VARCHAR","start":"VARCHAR","end":"VARCHAR","start_day":"INTEGER","end_day":"INTEGER"}'))
FROM store.fact WHERE family = 'therapies' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- name: doses
INSERT INTO store.dose BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "therapy":"VARCHAR","component":"VARCHAR","value":"DOUBLE","value_high":"DOUBLE","unit":"VARCHAR","basis":"VARCHAR",
    "frequency":"VARCHAR","duration":"VARCHAR","route":"VARCHAR","day":"INTEGER"}'))
FROM store.fact WHERE family = 'doses' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- name: dates
INSERT INTO store.temporal BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "text":"VARCHAR","kind":"VARCHAR","value":"VARCHAR","anchor":"VARCHAR","resolved":"VARCHAR"}'))
FROM store.fact WHERE family = 'dates' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- An onset that can be read two ways ([7, 8]) fills `onset_day` and `onset_day_high`.
-- name: toxicities
INSERT INTO store.toxicity BY NAME
SELECT * EXCLUDE (days), list_min(days) AS onset_day, CASE WHEN len(days) > 1 THEN list_max(days) END AS onset_day_high
FROM (SELECT report_id, fact_id, position, unnest(from_json(record, '{
          "patient":"INTEGER","name":"VARCHAR","occurred":"BOOLEAN","grade":"INTEGER","system":"VARCHAR","onset":"VARCHAR",
          "managed_with":["VARCHAR"]}')),
          CASE json_type(record, '$.onset_day') WHEN 'ARRAY' THEN from_json(record->'onset_day', '["INTEGER"]')
               ELSE [(record->>'onset_day')::INTEGER] END AS days
      FROM store.fact WHERE family = 'toxicities' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[])));

-- name: responses
INSERT INTO store.response BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","category":"VARCHAR","mrd":"VARCHAR","mrd_percent":"DOUBLE","site":"VARCHAR","after":"VARCHAR","date":"VARCHAR",
    "day":"INTEGER","time_after":"VARCHAR","duration":"VARCHAR","ongoing":"BOOLEAN"}'))
FROM store.fact WHERE family = 'responses' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));

-- name: findings
INSERT INTO store.finding BY NAME SELECT report_id, fact_id, position, unnest(from_json(record, '{
    "patient":"INTEGER","name":"VARCHAR","present":"BOOLEAN","value_text":"VARCHAR","value":"DOUBLE","operator":"VARCHAR","unit":"VARCHAR",
    "date":"VARCHAR","day":"INTEGER","time_after":"VARCHAR"}'))
FROM store.fact WHERE family = 'findings' AND record IS NOT NULL AND report_id IN (SELECT unnest(?::VARCHAR[]));
