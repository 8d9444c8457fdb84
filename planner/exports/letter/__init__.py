"""The letter to a lender: a `Proposal` in values -> blocks of words -> PDF or editable docx."""
