"""A case: what a systematic reviewer enters after reading one report. Gold and output have this one shape."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from models.document import Box, Frozen

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PERIOD = re.compile(
    r"P(?=\d|T)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?)?"
)
_FREQUENCY = re.compile(r"\d+(\.\d+)?/\d*(h|d|wk|mo|y)")


def _shaped(pattern: re.Pattern[str], like: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(f"'{value}' is not of the form {like}")
        return value

    return AfterValidator(check)


PartialDate = Annotated[str, _shaped(_DATE, "2019, 2019-03 or 2019-03-13")]
Period = Annotated[str, _shaped(_PERIOD, "P3D, P2W, P19M, P2Y or PT8H")]
Frequency = Annotated[str, _shaped(_FREQUENCY, "1/d, 3/wk or 1/21d")]


class Kind(StrEnum):
    """What sort of treatment a therapy is."""

    DRUG = "drug"
    REGIMEN = "regimen"
    CELL_THERAPY = "cell_therapy"
    TRANSPLANT = "transplant"
    RADIOTHERAPY = "radiotherapy"
    PROCEDURE = "procedure"


class Role(StrEnum):
    """What a therapy was given for."""

    INDUCTION = "induction"
    CONSOLIDATION = "consolidation"
    SALVAGE = "salvage"
    BRIDGING = "bridging"
    LYMPHODEPLETION = "lymphodepletion"
    CONDITIONING = "conditioning"
    INFUSION = "infusion"
    GVHD_PROPHYLAXIS = "gvhd_prophylaxis"
    TOXICITY_MANAGEMENT = "toxicity_management"
    MAINTENANCE = "maintenance"
    PREEMPTIVE = "preemptive"
    PROPHYLAXIS = "prophylaxis"
    SUPPORTIVE = "supportive"


class Status(StrEnum):
    """Whether the patient received it."""

    GIVEN = "given"
    DECLINED = "declined"
    PLANNED = "planned"
    NOT_GIVEN = "not_given"


class CellSource(StrEnum):
    """Whose cells they are."""

    AUTOLOGOUS = "autologous"
    DONOR = "donor"
    ALLOGENEIC = "allogeneic"
    CORD_BLOOD = "cord blood"


class Unit(StrEnum):
    """Units of a dose."""

    MG_KG = "mg/kg"
    MG_M2 = "mg/m2"
    MG = "mg"
    G = "g"
    G_M2 = "g/m2"
    G_KG = "g/kg"
    UG = "ug"
    UG_KG = "ug/kg"
    UG_M2 = "ug/m2"
    UG_KG_MIN = "ug/kg/min"
    IU = "IU"
    IU_M2 = "IU/m2"
    IU_KG = "IU/kg"
    ML = "mL"
    ML_KG = "mL/kg"
    GY = "Gy"
    CELLS_KG = "cells/kg"
    CELLS = "cells"
    CELLS_M2 = "cells/m2"


class Basis(StrEnum):
    """What an amount covers: one administration, one day, or the whole course."""

    SINGLE = "single"
    PER_DAY = "per_day"
    TOTAL = "total"


class Route(StrEnum):
    """How a drug was given."""

    IV = "iv"
    PO = "po"
    SC = "sc"
    IM = "im"
    IT = "it"
    INHALED = "inhaled"
    TOPICAL = "topical"


class System(StrEnum):
    """Grading systems: ASTCT 2019, Lee 2014, Penn 2014, CTCAE, MAGIC 2016."""

    ASTCT = "ASTCT"
    LEE = "Lee"
    PENN = "Penn"
    CTCAE = "CTCAE"
    MAGIC = "MAGIC"


class Syndrome(StrEnum):
    """Syndromes after cell therapy and transplantation."""

    CRS = "CRS"
    ICANS = "ICANS"
    GVHD = "GVHD"
    IEC_HS = "IEC-HS"


class Category(StrEnum):
    """Response of the disease (NCCN/ELN for leukaemia, Lugano for lymphoma, IMWG for myeloma)."""

    CR = "CR"
    CRI = "CRi"
    SCR = "sCR"
    VGPR = "VGPR"
    PR = "PR"
    MR = "MR"
    SD = "SD"
    NR = "NR"
    PD = "PD"
    RELAPSE = "relapse"


class Mrd(StrEnum):
    """Measurable residual disease."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class Site(StrEnum):
    """Where the disease was assessed."""

    BONE_MARROW = "bone marrow"
    EXTRAMEDULLARY = "extramedullary"
    CNS = "CNS"
    SYSTEMIC = "systemic"


class FindingName(StrEnum):
    """What a finding is about. Grades of CRS and ICANS can be derived from the signs (Lee 2019, ASTCT consensus)."""

    LAST_FOLLOW_UP = "last follow-up"
    DEATH = "death"
    PRIOR_LINES = "prior lines"
    DISEASE_STATUS = "disease status"
    CONDITION = "condition"
    INFECTION = "infection"
    ANTIGEN = "antigen"
    MRD_ASSAY = "MRD assay"
    PEAK_FERRITIN = "peak ferritin"
    PEAK_CRP = "peak CRP"
    PEAK_IL6 = "peak IL-6"
    ICE_SCORE = "ICE score"
    FEVER = "fever"
    HYPOTENSION = "hypotension"
    VASOPRESSOR = "vasopressor"
    OXYGEN = "oxygen"
    SEIZURE = "seizure"
    RESOLVED = "resolved"
    BLASTS = "blasts"
    RESPONSE_CRITERIA = "response criteria"
    DOSES_GIVEN = "doses given"
    EFFECT = "effect"
    GVHD_ORGAN = "GVHD organ"


class Evidence(Frozen):
    """A verbatim quote with its place: `document.text[start:end] == quote`."""

    quote: str
    start: int
    end: int
    section: str | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()


class Provenance(Frozen):
    """Where a fact comes from, which rule or model said so, and how sure it is (0 to 1).

    A therapy has a second rule, the one that decided what it was given for; JSON of other facts leaves it out.
    """

    fact_id: str
    rule: str
    role_rule: str | None = None
    confidence: float = Field(ge=0, le=1)
    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @model_serializer(mode="wrap")
    def _without_empty_role_rule(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = handler(self)
        return {name: value for name, value in fields.items() if name != "role_rule" or value is not None}


class Fact(Frozen):
    """A record of the ledger. Gold has no `provenance`, output has; it is left out of JSON where there is none."""

    evidence: tuple[str, ...] = ()
    provenance: Provenance | None = None

    @model_serializer(mode="wrap")
    def _without_empty_provenance(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = handler(self)
        quotes, provenance = fields.pop("evidence"), fields.pop("provenance", None)
        return fields | {"evidence": quotes} | ({"provenance": provenance} if provenance else {})


class Report(Frozen):
    """The report itself."""

    id: str
    title: str = ""
    doi: str = ""


class Patient(Fact):
    """A case patient, numbered from 1 in the order of the report."""

    patient: int = Field(ge=1)
    age_years: float | int | None = None
    sex: Literal["female", "male"] | None = None
    diagnoses: tuple[str, ...] = ()


class Therapy(Fact):
    """One course of a treatment. Days count from the infusion that the report numbers its days from."""

    id: str
    patient: int = Field(ge=1)
    name: str
    kind: Kind
    role: Role | None = None
    status: Status = Status.GIVEN
    part_of: str | None = None
    target: str | None = None
    cell_source: CellSource | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    start_day: int | None = None
    end_day: int | None = None


class Dose(Fact):
    """One stated amount of a therapy, in `unit`; a range has `value_high`."""

    therapy: str
    component: str | None = None
    value: float | int
    value_high: float | int | None = None
    unit: Unit
    basis: Basis | None = None
    frequency: Frequency | None = None
    duration: Period | None = None
    route: Route | None = None
    day: int | None = None


class TemporalExpression(Fact):
    """One mention of a date, a numbered day (from `anchor`) or a duration (ISO 8601)."""

    text: str
    kind: Literal["date", "day", "duration"]
    value: str | int
    anchor: str | None = None
    resolved: PartialDate | None = None

    @model_validator(mode="after")
    def _value_fits_kind(self) -> Self:
        fits = {
            "date": isinstance(self.value, str) and _DATE.fullmatch(self.value),
            "day": isinstance(self.value, int),
            "duration": isinstance(self.value, str) and _PERIOD.fullmatch(self.value),
        }
        if not fits[self.kind]:
            raise ValueError(f"'{self.value}' is no {self.kind}")
        return self


class Toxicity(Fact):
    """A syndrome after one infusion at its highest grade, or its stated absence (`occurred` false)."""

    patient: int = Field(ge=1)
    name: Syndrome
    occurred: bool
    grade: int | None = Field(default=None, ge=0, le=5)
    system: System | None = None
    onset: PartialDate | None = None
    onset_day: int | tuple[int, ...] | None = None
    managed_with: tuple[str, ...] = ()


class Response(Fact):
    """One assessment of the disease, after the therapy whose id is `after`."""

    patient: int = Field(ge=1)
    category: Category | None = None
    mrd: Mrd | None = None
    mrd_percent: float | int | None = None
    site: Site | None = None
    after: str | None = None
    date: PartialDate | None = None
    day: int | None = None
    time_after: Period | None = None
    duration: Period | None = None
    ongoing: bool = False


class Finding(Fact):
    """Anything else that a report states of a patient: one sign, value, condition or event, or its stated absence.

    `value_text` is a word of its vocabulary (a condition, a cause of death, "low-flow" oxygen), `value` a number in
    `unit` (UCUM), `operator` what the report says of it ("> 100 000"), `time_after` an interval since the last infusion.
    """

    patient: int = Field(ge=1)
    name: FindingName
    present: bool = True
    value_text: str | None = None
    value: float | int | None = None
    operator: Literal[">", "<", ">=", "<="] | None = None
    unit: str | None = None
    date: PartialDate | None = None
    day: int | None = None
    time_after: Period | None = None


class Extraction(Frozen):
    """Which pipeline read which bytes."""

    pipeline: str
    sha256: str
    source: str
    flags: tuple[str, ...] = ()


class Case(Frozen):
    """What one report says of its case patients."""

    report: Report
    patients: tuple[Patient, ...] = ()
    therapies: tuple[Therapy, ...] = ()
    doses: tuple[Dose, ...] = ()
    dates: tuple[TemporalExpression, ...] = ()
    toxicities: tuple[Toxicity, ...] = ()
    responses: tuple[Response, ...] = ()
    findings: tuple[Finding, ...] = ()
    provenance: Extraction | None = None

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        ids = [t.id for t in self.therapies]
        if len(ids) != len(set(ids)):
            raise ValueError("two therapies have the same id")
        named = (
            [t.part_of for t in self.therapies] + [d.therapy for d in self.doses] + [r.after for r in self.responses]
        )
        if missing := {n for n in named if n is not None} - set(ids):
            raise ValueError(f"no therapy has the id {', '.join(sorted(missing))}")
        return self

    @model_serializer(mode="wrap")
    def _without_what_is_empty(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Gold has no provenance, and gold of five families no findings."""
        fields: dict[str, Any] = handler(self)
        return {k: v for k, v in fields.items() if v or k not in {"findings", "provenance"}}
