-- What cell doses were infused?
-- Grain: one row per infusion; amounts per kg, in total and per m² stay apart, nothing is computed from a weight.
SELECT report_id, patient, infusion, name, cells_per_kg, cells, cells_per_m2
FROM infusions ORDER BY cells_per_kg NULLS LAST, cells NULLS LAST, report_id, patient, infusion
