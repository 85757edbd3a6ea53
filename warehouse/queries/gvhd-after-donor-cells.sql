-- GVHD after donor-derived cells: did it occur, of which grade, in which organs, when?
-- Grain: one row per infusion of donor cells and GVHD episode or stated absence; `occurred` is NULL where nothing is said.
SELECT i.report_id, i.patient, i.infusion, i.name, i.cell_source, x.occurred, x.grade, x.system, x.onset_day, o.organs, x.managed_with
FROM infusions i LEFT JOIN toxicities x ON x.after_fact_id = i.fact_id AND x.name = 'GVHD'
LEFT JOIN (SELECT report_id, patient, string_agg(value_text, '; ' ORDER BY value_text) AS organs FROM findings WHERE name = 'GVHD organ' GROUP BY ALL) o
       ON o.report_id = i.report_id AND o.patient = i.patient AND x.occurred
WHERE i.cell_source IN ('donor', 'allogeneic', 'cord blood') ORDER BY i.report_id, i.patient, i.infusion, x.onset_day
