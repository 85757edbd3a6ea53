-- Which targets, costimulatory domains and cell sources were used?
-- Grain: one row per target, domain and source; the domain is that of a licensed product.
SELECT target, costimulatory_domain, cell_source, count(DISTINCT (report_id, patient)) AS patients, count(*) AS infusions
FROM infusions GROUP BY ALL ORDER BY patients DESC, target, costimulatory_domain, cell_source
