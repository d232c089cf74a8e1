"""What Dodo said against an order while it only calculated it: advice, as no link was asked for yet."""

from collections.abc import Iterator

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.preview import Total
from dodo_desktop.core.problem import Problem, Weight, problem
from dodo_desktop.core.refusals import field_of, value_of


def check_preview(draft: Draft, total: Total) -> Iterator[Problem]:
    """What the total for just this draft tells of the tax ID, or of why Dodo would not calculate it."""
    tax_id = draft.options.tax_id.strip()
    if total.exact and total.tax_id_refused and tax_id:
        yield problem(
            "options.tax_id", "tax_id_refused", Weight.ADVICE, message=total.tax_id_refused, value=tax_id
        )
    field = field_of(total.refused_code) if total.refused_code else "summary"
    if field != "summary":
        yield problem(
            field,
            "preview_refused",
            Weight.ADVICE,
            code=total.refused_code,
            message=total.refused_message,
            value=value_of(total.refused_code, draft),
        )
