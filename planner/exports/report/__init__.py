"""The report on two pages: what is said and shown, as blocks that `planner.exports.pdf` draws."""
