-- The same paper from several files (PDF and JATS, preprint and article): one row a report, with the report that counts for the paper.
-- Reports belong together that share a DOI, PMID, PMCID or title; of them the one with the best structure counts, a published one before a preprint.
CREATE OR REPLACE VIEW publications AS
WITH key AS (
    SELECT report_id, 'DOI' AS kind, lower(doi) AS value FROM store.report WHERE doi <> ''
    UNION ALL SELECT report_id, 'PMID', pmid FROM store.report WHERE pmid <> ''
    UNION ALL SELECT report_id, 'PMCID', upper(pmcid) FROM store.report WHERE pmcid <> ''
    UNION ALL SELECT report_id, 'title', plain_title(title) FROM store.report WHERE length(plain_title(title)) >= 25
), shared AS (
    SELECT * FROM key QUALIFY count(*) OVER (PARTITION BY kind, value) > 1
), first AS ( -- three steps reach whoever is linked through two others
    SELECT report_id, kind, value, min(report_id) OVER (PARTITION BY kind, value) AS label FROM shared
), second AS (
    SELECT f.report_id, kind, value, min(label) OVER (PARTITION BY kind, value) AS label
    FROM shared f JOIN (SELECT report_id, min(label) AS label FROM first GROUP BY report_id) USING (report_id)
), third AS (
    SELECT f.report_id, kind, value, min(label) OVER (PARTITION BY kind, value) AS label
    FROM shared f JOIN (SELECT report_id, min(label) AS label FROM second GROUP BY report_id) USING (report_id)
), linked AS (
    SELECT report_id, min(label) AS label, list_sort(list(DISTINCT kind)) AS linked_by FROM third GROUP BY report_id
)
SELECT r.report_id,
       first_value(r.report_id) OVER same AS publication,
       row_number() OVER same = 1 AS counts,
       coalesce(l.linked_by, []) AS linked_by
FROM store.report r LEFT JOIN linked l USING (report_id)
WINDOW same AS (PARTITION BY coalesce(l.label, r.report_id)
    ORDER BY r.pmid IS NULL AND r.pmcid IS NULL AND r.journal IS NULL,
             list_position(['xml', 'nxml', 'html', 'htm', 'xhtml', 'md', 'markdown', 'txt', 'text', 'pdf'], lower(regexp_extract(r.source, '[^.]*$'))),
             r.report_id)
ORDER BY r.report_id;
