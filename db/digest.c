#include "db/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/statement.h"

void db_digest_hex(struct sha256_ctx *ctx, char hex[DB_DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];

    sha256_digest(ctx, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        hex[2 * i] = digits[raw[i] >> 4];
        hex[2 * i + 1] = digits[raw[i] & 15];
    }
    hex[DB_DIGEST_SIZE - 1] = '\0';
}

/* Most significant byte first, so that a digest is the same on any machine. */
static void digest_word(struct sha256_ctx *ctx, uint64_t value)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(value >> (56 - 8 * i));
    sha256_update(ctx, sizeof bytes, bytes);
}

void db_digest_text(struct sha256_ctx *ctx, const char *text)
{
    size_t n = strlen(text);

    digest_word(ctx, n);
    sha256_update(ctx, n, (const uint8_t *)text);
}

void db_digest_int(struct sha256_ctx *ctx, int64_t value)
{
    digest_word(ctx, (uint64_t)value);
}

static enum status write_all(int to, const uint8_t *bytes, size_t n,
                             const char *path, struct fault *fault)
{
    while (n > 0) {
        ssize_t done = write(to, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return fault_set(fault, ST_IO, "cannot store %s in the archive: %s",
                             path, strerror(errno));
        bytes += done;
        n -= (size_t)done;
    }
    return ST_OK;
}

enum status db_digest_file(const char *path, int copy_to,
                           char hex[DB_DIGEST_SIZE], int64_t *bytes,
                           struct fault *fault)
{
    uint8_t buffer[65536];
    struct sha256_ctx ctx;
    enum status rc = ST_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    *bytes = 0;
    if (fd < 0)
        return fault_set(fault, ST_IO, "cannot read %s: %s", path,
                         strerror(errno));
    sha256_init(&ctx);
    while (rc == ST_OK) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            rc = fault_set(fault, ST_IO, "cannot read %s: %s", path,
                           strerror(errno));
        if (n <= 0)
            break;
        sha256_update(&ctx, (size_t)n, buffer);
        *bytes += n;
        if (copy_to >= 0)
            rc = write_all(copy_to, buffer, (size_t)n, path, fault);
    }
    db_digest_hex(&ctx, hex);
    close(fd);
    return rc;
}

/* In the order that reading gives, never by the database's own numbers. */
static const char *const sheet_contents[] = {
    "SELECT form, form_version, unit, period, base, match_score, runner_up,"
    " runner_up_score, n_rows, laws_tried, laws_held"
    " FROM sheet WHERE id = ?1",
    /* The only table of a page has nothing to be told from: a page that was
     * read before there could be several keeps its digest. */
    "SELECT number FROM sheet WHERE id = ?1 AND number > 1",
    "SELECT part, printed_no, printed_count, own_unit, own_period, rows_before,"
    " joined FROM sheet WHERE id = ?1 AND (part <> 'whole' OR printed_no > 0"
    "   OR printed_count > 0 OR joined > 0)",
    "SELECT first_column, n_columns FROM sheet WHERE id = ?1"
    " AND n_columns > 0",
    "SELECT hand FROM sheet WHERE id = ?1 AND hand <> ''",
    "SELECT row, kind, label FROM sheet_row WHERE sheet_id = ?1 ORDER BY row",
    "SELECT c.row, c.column_order, c.column_code, c.is_label, c.personal,"
    " c.sensitive, c.x, c.y, c.w, c.h, r.state, r.ink, r.old, r.engine,"
    " v.value, v.state, v.confidence, v.status, v.why"
    " FROM cell c LEFT JOIN reading r ON r.cell_id = c.id"
    " LEFT JOIN verdict v ON v.cell_id = c.id"
    " WHERE c.sheet_id = ?1 ORDER BY c.row, c.column_order",
    "SELECT c.row, c.column_order, k.rank, k.text, k.value, k.score"
    " FROM cell c JOIN candidate k ON k.cell_id = c.id"
    " WHERE c.sheet_id = ?1 ORDER BY c.row, c.column_order, k.rank",
    "SELECT ordinal, check_code, severity, law, row, left_side, right_side,"
    " tolerance, explanation_zh, explanation_en"
    " FROM finding WHERE sheet_id = ?1 ORDER BY ordinal",
    "SELECT f.ordinal, k.ordinal, c.row, c.column_order"
    " FROM finding f JOIN finding_cell k ON k.finding_id = f.id"
    " JOIN cell c ON c.id = k.cell_id AND c.sheet_id = f.sheet_id"
    " WHERE f.sheet_id = ?1 ORDER BY f.ordinal, k.ordinal",
    "SELECT f.ordinal, k.ordinal, o.sha256, p.number, k.sheet, k.row,"
    " k.column_code FROM finding f"
    " JOIN finding_elsewhere k ON k.finding_id = f.id"
    " JOIN page p ON p.id = k.page_id JOIN original o ON o.id = p.original_id"
    " WHERE f.sheet_id = ?1 ORDER BY f.ordinal, k.ordinal",
};

static void digest_column(struct sha256_ctx *ctx, sqlite3_stmt *stmt, int at)
{
    double real;
    uint64_t bits;

    digest_word(ctx, (uint64_t)sqlite3_column_type(stmt, at));
    switch (sqlite3_column_type(stmt, at)) {
    case SQLITE_INTEGER:
        digest_word(ctx, (uint64_t)sqlite3_column_int64(stmt, at));
        break;
    case SQLITE_FLOAT:
        real = sqlite3_column_double(stmt, at);
        memcpy(&bits, &real, sizeof bits);
        digest_word(ctx, bits);
        break;
    case SQLITE_TEXT:
        db_digest_text(ctx, (const char *)sqlite3_column_text(stmt, at));
        break;
    default: /* NULL: its type has said all */
        break;
    }
}

static enum status digest_rows(struct db_archive *archive, const char *sql,
                               int64_t id, struct sha256_ctx *ctx,
                               struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(archive, "hash what is stored", sql, &s, fault);

    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, id);
    while ((rc = db_step(&s, fault)) == ST_OK) {
        int n = sqlite3_column_count(s.stmt);
        digest_word(ctx, (uint64_t)n);
        for (int i = 0; i < n; i++)
            digest_column(ctx, s.stmt, i);
    }
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status digest_one_sheet(struct db_archive *archive,
                                    int64_t sheet_id, struct sha256_ctx *ctx,
                                    struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0;
         rc == ST_OK && i < sizeof sheet_contents / sizeof *sheet_contents; i++)
        rc = digest_rows(archive, sheet_contents[i], sheet_id, ctx, fault);
    return rc;
}

enum status db_digest_page(struct db_archive *archive, int64_t page_id,
                           char hex[DB_DIGEST_SIZE], struct fault *fault)
{
    struct sha256_ctx ctx;
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "hash what is stored",
        "SELECT id FROM sheet WHERE page_id = ?1 ORDER BY number", &s, fault);

    sha256_init(&ctx);
    if (rc == ST_OK)
        db_bind_int(&s, 1, page_id);
    while (rc == ST_OK && (rc = db_step(&s, fault)) == ST_OK)
        rc = digest_one_sheet(archive, db_column_int64(&s, 0), &ctx, fault);
    db_finish(&s);
    db_digest_hex(&ctx, hex);
    return rc == ST_NONE ? ST_OK : rc;
}

enum status db_digest_decision(struct db_archive *archive, int64_t decision_id,
                               char hex[DB_DIGEST_SIZE], struct fault *fault)
{
    struct sha256_ctx ctx;
    enum status rc;

    sha256_init(&ctx);
    rc = digest_rows(archive,
                     "SELECT page_id, form, row, column_code, x, y, w, h,"
                     " value, state, status, who, at, why FROM decision"
                     " WHERE id = ?1",
                     decision_id, &ctx, fault);
    /* As above: the first table's decisions keep their digest. */
    if (rc == ST_OK)
        rc = digest_rows(archive,
                         "SELECT sheet FROM decision WHERE id = ?1"
                         " AND sheet > 1",
                         decision_id, &ctx, fault);
    /* Older steps knew no such word, and theirs must come out as before. */
    if (rc == ST_OK)
        rc = digest_rows(archive,
                         "SELECT 'as written' FROM decision"
                         " WHERE id = ?1 AND as_written",
                         decision_id, &ctx, fault);
    if (rc == ST_OK)
        rc = digest_rows(archive,
                         "SELECT 'as', c.page_id, c.form, c.row,"
                         " c.column_code, c.sheet FROM settled_alike x"
                         " JOIN decision c ON c.id = x.confirmed_id"
                         " WHERE x.id = ?1",
                         decision_id, &ctx, fault);
    db_digest_hex(&ctx, hex);
    return rc;
}

static enum status digest_step(struct db_archive *archive, const char *sql,
                               int64_t id, char hex[DB_DIGEST_SIZE],
                               struct fault *fault)
{
    struct sha256_ctx ctx;
    enum status rc;

    sha256_init(&ctx);
    rc = digest_rows(archive, sql, id, &ctx, fault);
    db_digest_hex(&ctx, hex);
    return rc;
}

enum status db_digest_keying(struct db_archive *archive, int64_t keying_id,
                             char hex[DB_DIGEST_SIZE], struct fault *fault)
{
    return digest_step(archive,
                       "SELECT page_id, form, row, column_code, x, y, w, h,"
                       " sheet, purpose, value, state, standing, who, at"
                       " FROM keying WHERE id = ?1",
                       keying_id, hex, fault);
}

enum status db_digest_withdrawal(struct db_archive *archive, int64_t id,
                                 char hex[DB_DIGEST_SIZE], struct fault *fault)
{
    return digest_step(archive,
                       "SELECT decision_id, keying_id, who, at FROM withdrawal"
                       " WHERE id = ?1",
                       id, hex, fault);
}
