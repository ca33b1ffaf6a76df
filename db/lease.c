/*
 * A cell is lent to the process that shows it. The holder is named by machine,
 * process and the time that it started, so that the lease of a terminal that
 * died is free at once on the same machine, and after its time on another.
 * Leases are no part of what is kept: they are not in the history, and losing
 * one in a power cut does no harm, so they are not synced.
 */
#include "db/lease.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/statement.h"
#include "db/tasks.h"

enum { HOLDER_SIZE = 96, WORD_SIZE = 64 };

static void read_word(const char *path, char *word, size_t size)
{
    FILE *file = fopen(path, "re");

    word[0] = '\0';
    if (file == NULL)
        return;
    if (fgets(word, (int)size, file) == NULL)
        word[0] = '\0';
    word[strcspn(word, "\n")] = '\0';
    (void)fclose(file);
}

static void name_machine(char word[WORD_SIZE])
{
    read_word("/proc/sys/kernel/random/boot_id", word, WORD_SIZE);
    if (word[0] == '\0' && gethostname(word, WORD_SIZE - 1) != 0)
        snprintf(word, WORD_SIZE, "here");
    word[WORD_SIZE - 1] = '\0';
}

/* The 22nd word of /proc/PID/stat, counted after the name in brackets, which
 * may hold anything; 0 when the process is not there. */
static unsigned long long started_at(long pid)
{
    char path[64], line[1024];
    const char *at;
    unsigned long long started = 0;

    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    read_word(path, line, sizeof line);
    at = strrchr(line, ')');
    for (int word = 2; at != NULL && word < 22; word++)
        at = strchr(at + 1, ' ');
    if (at == NULL || sscanf(at, "%llu", &started) != 1)
        return 0;
    return started;
}

static void name_holder(char holder[HOLDER_SIZE])
{
    char machine[WORD_SIZE];

    name_machine(machine);
    snprintf(holder, HOLDER_SIZE, "%.40s %ld %llu", machine, (long)getpid(),
             started_at(getpid()));
}

static bool is_gone(const char *holder)
{
    char machine[WORD_SIZE], named[WORD_SIZE];
    long pid = 0;
    unsigned long long started = 0;

    name_machine(machine);
    if (sscanf(holder, "%63s %ld %llu", named, &pid, &started) != 3 ||
        strncmp(named, machine, 40) != 0)
        return false;
    return pid <= 0 || started_at(pid) != started;
}

static void bind_cell(struct db_statement *s, const struct decision *cell)
{
    db_bind_int(s, 1, cell->page_id);
    db_bind_text(s, 2, cell->form);
    db_bind_int(s, 3, cell->row);
    db_bind_text(s, 4, cell->column);
    db_bind_int(s, 5, cell->number);
}

enum status db_check_lease(struct db_archive *archive,
                           const struct decision *cell, struct fault *fault)
{
    char holder[HOLDER_SIZE], ours[HOLDER_SIZE], who[64];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "look for a lease",
        "SELECT holder, who, until FROM lease WHERE page_id = ?1"
        " AND form = ?2 AND row = ?3 AND column_code = ?4 AND sheet = ?5",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    bind_cell(&s, cell);
    rc = db_step(&s, fault);
    if (rc != ST_OK)
        goto done;
    name_holder(ours);
    db_column_text(&s, 0, holder, sizeof holder);
    db_column_text(&s, 1, who, sizeof who);
    if (strcmp(holder, ours) != 0 && db_column_int64(&s, 2) > time(NULL) &&
        !is_gone(holder))
        rc = fault_set(fault, ST_BUSY,
                       "%s page %d, row %d %s is on the screen of %s",
                       cell->source, cell->page, cell->row, cell->column, who);
done:
    db_finish(&s);
    return rc == ST_NONE ? ST_OK : rc;
}

static enum status store_lease(struct db_archive *archive,
                               const struct decision *cell, const char *who,
                               int seconds, struct fault *fault)
{
    char ours[HOLDER_SIZE];
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "lend a cell",
        "INSERT OR REPLACE INTO lease (page_id, form, row, column_code, sheet,"
        " who, holder, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &s, fault);

    if (rc != ST_OK)
        goto done;
    name_holder(ours);
    bind_cell(&s, cell);
    db_bind_text(&s, 6, who);
    db_bind_text(&s, 7, ours);
    db_bind_int(&s, 8, (int64_t)time(NULL) + seconds);
    rc = db_run(&s, fault);
done:
    db_finish(&s);
    return rc;
}

static enum status lend(struct db_archive *archive, int64_t cell_id,
                        const char *who, int seconds, struct fault *fault)
{
    struct decision cell = {0};
    enum status rc = db_find_decided_cell(archive, cell_id, &cell, fault);

    if (rc == ST_OK)
        rc = db_check_lease(archive, &cell, fault);
    if (rc == ST_OK)
        rc = store_lease(archive, &cell, who, seconds, fault);
    return rc;
}

/* Run one short transaction that need not outlive a power cut. */
static enum status begin_light(struct db_archive *archive, struct fault *fault)
{
    enum status rc = db_execute(archive, "lend a cell",
                                "PRAGMA synchronous = NORMAL", fault);

    return rc == ST_OK ? db_begin(archive, "lend a cell", fault) : rc;
}

static enum status end_light(struct db_archive *archive, enum status rc,
                             struct fault *fault)
{
    enum status synced;

    rc = db_end(archive, "lend a cell", rc, fault);
    synced = db_execute(archive, "lend a cell", "PRAGMA synchronous = FULL",
                        rc == ST_OK ? fault : NULL);
    return rc == ST_OK ? synced : rc;
}

enum status db_lease(struct db_archive *archive, int64_t cell_id,
                     const char *who, int seconds, struct fault *fault)
{
    enum status rc = begin_light(archive, fault);

    if (rc != ST_OK)
        return rc;
    return end_light(archive, lend(archive, cell_id, who, seconds, fault),
                     fault);
}

static enum status give_back(struct db_archive *archive, int64_t cell_id,
                             struct fault *fault)
{
    char ours[HOLDER_SIZE];
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "give a cell back",
                   "DELETE FROM lease WHERE holder = ?1 AND (?2 = 0 OR EXISTS"
                   " (SELECT 1 FROM cell c JOIN sheet s ON s.id = c.sheet_id"
                   "  WHERE c.id = ?2 AND s.page_id = lease.page_id"
                   "  AND s.number = lease.sheet AND s.form = lease.form AND "
                   "c.row = lease.row"
                   "  AND c.column_code = lease.column_code))",
                   &s, fault);

    if (rc != ST_OK)
        goto done;
    name_holder(ours);
    db_bind_text(&s, 1, ours);
    db_bind_int(&s, 2, cell_id);
    rc = db_run(&s, fault);
done:
    db_finish(&s);
    return rc;
}

enum status db_release(struct db_archive *archive, int64_t cell_id,
                       struct fault *fault)
{
    enum status rc = begin_light(archive, fault);

    if (rc != ST_OK)
        return rc;
    return end_light(archive, give_back(archive, cell_id, fault), fault);
}
