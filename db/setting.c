#include "db/setting.h"

#include "db/statement.h"

enum status db_find_setting(struct db_archive *archive, const char *name,
                            char value[DB_SETTING_MAX], struct fault *fault)
{
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for a setting",
                   "SELECT value FROM setting WHERE name = ?1", &s, fault);

    value[0] = '\0';
    if (rc != ST_OK)
        goto done;
    db_bind_text(&s, 1, name);
    rc = db_step(&s, fault);
    if (rc == ST_OK)
        db_column_text(&s, 0, value, DB_SETTING_MAX);
done:
    db_finish(&s);
    return rc;
}

enum status db_set_setting(struct db_archive *archive, const char *name,
                           const char *value, struct fault *fault)
{
    struct db_statement s;
    enum status rc = db_prepare(
        archive, "keep a setting",
        "INSERT INTO setting (name, value) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &s, fault);

    if (rc == ST_OK) {
        db_bind_text(&s, 1, name);
        db_bind_text(&s, 2, value);
        rc = db_run(&s, fault);
    }
    db_finish(&s);
    return rc;
}
