-- Which relapses and progressions came, when and where, and was the antigen kept?
-- Grain: one row per relapse or progression; the antigens are those told of the patient after the infusion.
SELECT r.report_id, r.patient, r.after_name, r.category, r.site, r.date, r.day, r.time_after, r.days_after,
       (SELECT string_agg(DISTINCT f.value_text, ', ' ORDER BY f.value_text) FROM findings f LEFT JOIN store.told t USING (fact_id)
        WHERE f.report_id = r.report_id AND f.patient = r.patient AND f.name = 'antigen'
          AND (f.date = r.date OR f.date IS NULL AND f.day IS NOT DISTINCT FROM r.day OR r.date IS NULL AND r.day IS NULL)) AS antigen
FROM responses r WHERE r.category IN ('relapse', 'PD') ORDER BY r.report_id, r.patient, r.position
