-- Which methods and thresholds stand behind 'MRD negative'?
-- Grain: one row per method and threshold; patients with a negative result of which neither is told have an empty one.
WITH negative AS (SELECT report_id, patient, count(*) AS results FROM responses WHERE mrd = 'negative' GROUP BY report_id, patient)
SELECT f.value_text AS method, f.value AS threshold, count(*) AS patients, sum(n.results)::INTEGER AS results
FROM negative n LEFT JOIN findings f ON f.report_id = n.report_id AND f.patient = n.patient AND f.name = 'MRD assay'
GROUP BY method, threshold ORDER BY patients DESC, method, threshold
