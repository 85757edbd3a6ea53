-- Second infusions: the interval, the reason, the change of target, product and dose, and the response to each.
-- Grain: one row per pair of consecutive infusions of a patient; the reason is the last state told after the first that calls for more (NULL: none is).
SELECT a.report_id, a.patient, a.infusion AS first, b.infusion AS second, b.calendar_date - a.calendar_date AS interval_days, w.reason,
       a.target || ' -> ' || b.target AS targets, a.cell_source || ' -> ' || b.cell_source AS cell_sources, b.cells_per_kg / a.cells_per_kg AS dose_ratio,
       ra.category AS first_response, rb.category AS second_response
FROM infusions a JOIN infusions b ON b.report_id = a.report_id AND b.patient = a.patient AND b.infusion = a.infusion + 1
LEFT JOIN (
    SELECT after_fact_id, arg_max(CASE category WHEN 'PD' THEN 'progression' WHEN 'NR' THEN 'no response' WHEN 'SD' THEN 'stable disease' ELSE category END, position) AS reason
    FROM responses WHERE category IN ('relapse', 'PD', 'NR', 'SD') GROUP BY after_fact_id
) w ON w.after_fact_id = a.fact_id
LEFT JOIN best_responses ra ON ra.after_fact_id = a.fact_id LEFT JOIN best_responses rb ON rb.after_fact_id = b.fact_id
ORDER BY a.report_id, a.patient, a.infusion
