"""What a refused import says about the questions that are still open."""

from collections.abc import Sequence

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.importers.importer import Question


def unanswered(file: str, questions: Sequence[Question]) -> UserError:
    """Says all open questions, and how they are answered on the command line."""
    if len(questions) == 1:
        return UserError(
            N_(
                "{file}: {question} Nothing was imported; repeat with --profile and one of: "
                "{options}. Several answers are joined by a comma."
            ),
            file=file,
            question=questions[0].text,
            options=questions[0].options,
        )
    asked = (text(N_("{question} ({options})"), question=one.text, options=one.options)
             for one in questions)  # fmt: skip
    return UserError(
        N_(
            "{file} leaves several things open: {questions} Nothing was imported; repeat with "
            "--profile and one answer to each, joined by a comma, such as {example}."
        ),
        file=file,
        questions=tuple(asked),
        example=",".join(one.options[0] for one in questions),
    )
