"""The schema of version 2, word for word as it stands in every book of that version. Frozen.

Version 1 and a table for the files that are kept with contact records.
"""

from planner.store import schema_1

ADDED = (
    """
CREATE TABLE attachment (
    book_id VARCHAR(32) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    size BIGINT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (book_id, digest),
    CONSTRAINT ck_attachment_version CHECK (version BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_attachment_size CHECK (size BETWEEN 0 AND 20971520),
    CONSTRAINT ck_attachment_integer CHECK (
        typeof(version) = 'integer'
        AND typeof(size) = 'integer'
    ),
    CONSTRAINT ck_attachment_content CHECK (length(content) = size),
    CONSTRAINT fk_attachment_meta FOREIGN KEY(book_id)
        REFERENCES meta (book_id) ON DELETE RESTRICT
)
""",
)
STATEMENTS = (*schema_1.STATEMENTS, *ADDED)
