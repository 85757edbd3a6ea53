"""Drugs of an autoimmune disease and of the organ damage that it does have no role; other care in a story without cancer is supportive."""

from collections.abc import Callable

import pytest

from models import Case

ROLES = [
    ("A 40-year-old woman with systemic sclerosis had pulmonary hypertension. Macitentan and tadalafil were started, and furosemide was given for oedema.", {"macitentan": None, "tadalafil": None, "furosemide": "supportive"}),
    ("A 35-year-old man with antiphospholipid syndrome and MCTD received prednisolone 10 mg and mycophenolate mofetil.", {"prednisolone": None, "mycophenolate mofetil": None}),
    ("A 60-year-old man had giant cell arteritis. Methylprednisolone was given, later tocilizumab. Atorvastatin was added.", {"methylprednisolone": None, "tocilizumab": None, "atorvastatin": "supportive"}),
    ("A 25-year-old man with tuberculosis had thrombocytopenia. Tests for autoimmune hepatitis were negative. Intravenous immunoglobulin and prednisone were given.", {"immunoglobulin": "supportive", "prednisone": "supportive"}),
    ("A 50-year-old man had pulmonary arterial hypertension. Bosentan was started. Lupus was excluded.", {"bosentan": "supportive"}),
    ("A 31-year-old woman had an ectopic pregnancy and received methotrexate 50 mg/m2.", {"methotrexate": "supportive"}),
    ("A 60-year-old woman with POEMS syndrome received lenalidomide.", {"lenalidomide": "induction"}),
    ("A 60-year-old woman with essential thrombocythemia was on hydroxyurea.", {"hydroxyurea": "induction"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_without_a_cancer(text: str, roles: dict[str, str | None], case_of: Callable[[str], Case]) -> None:
    assert {t.name: t.role for t in case_of(text).therapies} == roles
