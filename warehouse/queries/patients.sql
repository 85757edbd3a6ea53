-- The table of patient characteristics.
-- Grain: one row per patient; the cell product, dose, response and survival are those of the first infusion, the blasts the last before it.
SELECT p.report_id, p.patient, p.age_years, p.sex, p.diagnoses, d.status, d.last_category AS status_before_cells, m.percent AS blasts_percent, n.present AS cns_involvement,
       coalesce(d.stated_lines::INTEGER, l.lines) AS prior_lines, l.transplant AS prior_allogeneic_transplant,
       coalesce(k.infusions, 0) AS infusions, i.name AS product, i.target, i.costimulatory_domain, i.cell_source, i.cells_per_kg,
       x.crs, x.crs_max_grade, x.icans, x.icans_max_grade, x.drugs AS toxicity_drugs, b.category AS best_response, b.mrd,
       s.state, f.os_days, f.os_event, f.pfs_days, f.pfs_event, p.decided
FROM patients p
LEFT JOIN disease_status d USING (report_id, patient)
LEFT JOIN (SELECT report_id, patient, arg_max(percent, position) AS percent FROM blasts WHERE before_cells GROUP BY ALL) m USING (report_id, patient)
LEFT JOIN prior_treatment l USING (report_id, patient)
LEFT JOIN conditions n ON n.report_id = p.report_id AND n.patient = p.patient AND n.condition = 'CNS involvement'
LEFT JOIN (SELECT report_id, patient, count(*) AS infusions FROM infusions GROUP BY ALL) k ON k.report_id = p.report_id AND k.patient = p.patient
LEFT JOIN infusions i ON i.report_id = p.report_id AND i.patient = p.patient AND i.infusion = 1
LEFT JOIN patient_toxicities x ON x.report_id = p.report_id AND x.patient = p.patient
LEFT JOIN best_responses b ON b.after_fact_id = i.fact_id
LEFT JOIN last_status s ON s.report_id = p.report_id AND s.patient = p.patient LEFT JOIN follow_up f ON f.fact_id = i.fact_id
ORDER BY p.report_id, p.patient
