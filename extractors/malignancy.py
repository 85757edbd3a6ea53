"""Words that say that a report is of a cancer of blood, lymph or another tissue."""

from extractors.expressions import expression

# leukaemia, cHL, Hodgkin disease, DLBCL, MDS, Burkitt, PTLD, carcinoma; "ALL" and the like only in capitals
MALIGNANT = expression(
    r"(?i)leuka?em|lymphoma|myeloma|Hodgkin|Burkitt|Richter|Waldenstr|myelodysplas|myelofibrosis|malignan|blasts|plasmacytoma|amyloidosis|(?<!lympho)histiocytosis|"
    r"lymphoproliferative|Castleman|\bPOEMS\b|\bTAFRO\b|mastocytosis|polycytha?emia vera|thrombocytha?emia|Erdheim|gammopathy|neoplas(?:m|tic)|hypereosinophilic|desmoid|fibromatosis|carcinoma|sarcoma|cancer|metasta|tumou?r\b|melanoma|blastoma|glioma|mycosis fungoides|S[eé]zary|"
    r"(?-i:\b(?:[BT]-?(?:ALL|LBL)|ALL|AML|APL|CLL|SLL|CML|CMML|JMML|MDS|MPAL|BPDCN|DLBCL|LBCL|HGBL|PMBCL|PCNSL|MCL|MZL|tFL|FL|MM|PCL|c?HL|NHL|PTCL|ALCL|ATLL|ENKTL|PTLD|WM|NSCLC|SCLC|SCC|HCC|RCC|GIST|NPC|PDAC|GBM|TNBC|LCH)\b)"
)
