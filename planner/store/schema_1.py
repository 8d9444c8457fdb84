"""The schema of version 1, word for word as it stands in every book of that version. Frozen."""

STATEMENTS = (
    """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
""",
    """
CREATE TABLE meta (
    book_id VARCHAR(32) NOT NULL,
    generation BIGINT NOT NULL,
    head VARCHAR(32) NOT NULL,
    line BIGINT NOT NULL,
    created VARCHAR(19) NOT NULL,
    backed_up VARCHAR(10) NOT NULL,
    entries BIGINT NOT NULL,
    facts BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (book_id),
    CONSTRAINT ck_meta_generation CHECK (generation BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_meta_line CHECK (line BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_meta_entries CHECK (entries BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_meta_facts CHECK (facts BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_meta_integer CHECK (
        typeof(generation) = 'integer'
        AND typeof(line) = 'integer'
        AND typeof(entries) = 'integer'
        AND typeof(facts) = 'integer'
        AND typeof(checksum) = 'integer'
    )
)
""",
    """
CREATE TABLE entry (
    book_id VARCHAR(32) NOT NULL,
    id VARCHAR(200) NOT NULL,
    version BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    day VARCHAR(10) NOT NULL,
    account VARCHAR(200) NOT NULL,
    amount BIGINT NOT NULL,
    category TEXT NOT NULL,
    payee TEXT NOT NULL,
    note TEXT NOT NULL,
    to_account TEXT NOT NULL,
    source TEXT NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (book_id, id),
    CONSTRAINT ck_entry_version CHECK (version BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_entry_sequence CHECK (sequence BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_entry_amount CHECK (amount BETWEEN -9000000000000000 AND 9000000000000000),
    CONSTRAINT ck_entry_integer CHECK (
        typeof(version) = 'integer'
        AND typeof(sequence) = 'integer'
        AND typeof(amount) = 'integer'
    ),
    CONSTRAINT ck_entry_day CHECK (length(day) = 10),
    CONSTRAINT fk_entry_meta FOREIGN KEY(book_id) REFERENCES meta (book_id) ON DELETE RESTRICT
) WITHOUT ROWID
""",
    """
CREATE TABLE fact (
    book_id VARCHAR(32) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    id VARCHAR(220) NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_fact PRIMARY KEY (book_id, kind, id),
    CONSTRAINT ck_fact_version CHECK (version BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_fact_integer CHECK (
        typeof(version) = 'integer'
    ),
    CONSTRAINT fk_fact_meta FOREIGN KEY(book_id) REFERENCES meta (book_id) ON DELETE RESTRICT
) WITHOUT ROWID
""",
    """
CREATE TABLE history (
    book_id VARCHAR(32) NOT NULL,
    number BIGINT NOT NULL,
    at VARCHAR(19) NOT NULL,
    title TEXT NOT NULL,
    state VARCHAR(10) NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (book_id, number),
    CONSTRAINT ck_history_number CHECK (number BETWEEN 1 AND 9000000000000000),
    CONSTRAINT ck_history_integer CHECK (
        typeof(number) = 'integer'
    ),
    CONSTRAINT ck_history_state CHECK (state IN ('done', 'undone', 'superseded')),
    CONSTRAINT fk_history_meta FOREIGN KEY(book_id) REFERENCES meta (book_id) ON DELETE RESTRICT
) WITHOUT ROWID
""",
    """
CREATE TABLE history_part (
    book_id VARCHAR(32) NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    changes TEXT NOT NULL,
    CONSTRAINT pk_history_part PRIMARY KEY (book_id, number, part),
    CONSTRAINT fk_history_part_history FOREIGN KEY(book_id, number)
        REFERENCES history (book_id, number) ON DELETE RESTRICT,
    CONSTRAINT ck_history_part_part CHECK (part BETWEEN 0 AND 9000000000000000),
    CONSTRAINT ck_history_part_integer CHECK (
        typeof(number) = 'integer'
        AND typeof(part) = 'integer'
    )
) WITHOUT ROWID
""",
)
