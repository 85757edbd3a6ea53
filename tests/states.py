"""What the tests of stories expect of the states of a disease, and how it is compared."""

from models import Case, Response


def told(r: Response, names: dict[str, str]) -> set[str]:
    """What a row says, in the words of the expectations."""
    return {
        f"<{names.get(r.after or '', 'None').replace(' ', '_')}",
        f"@{r.date}",
        f"day={r.day}",
        f"after={r.time_after}",
        f"for={r.duration}",
    }


def assert_states(case: Case, expected: list[str]) -> None:
    """The rows are those expected, in their order: `CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M`.

    The first word is the category (`!` without one), the second the MRD (`-`, or left out where nothing follows);
    the others are told of the row, which may say more.
    """
    names = {t.id: t.name for t in case.therapies}
    wanted = [e.split() if " " in e.strip() else [e.strip(), "-"] for e in expected]
    assert [[r.category or "!", r.mrd or "-"] for r in case.responses] == [w[:2] for w in wanted]
    for r, w in zip(case.responses, wanted, strict=True):
        assert set(w[2:]) <= told(r, names)
