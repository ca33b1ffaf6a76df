#include "db/archive.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/digest.h"
#include "db/file_sync.h"
#include "db/history.h"
#include "db/statement.h"

/* "" when the archive has no such file yet. */
static void digest_present(const char *folder, const char *name,
                           char hex[DB_DIGEST_SIZE])
{
    char path[DB_PATH_MAX];
    int64_t bytes;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (access(path, F_OK) != 0 ||
        db_digest_file(path, -1, hex, &bytes, NULL) != ST_OK)
        hex[0] = '\0';
}

/* An id is written by people; it must not lead out of the folder. */
static bool is_plain(const char *id)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

    return id[0] != '\0' && id[0] != '.' && strspn(id, plain) == strlen(id);
}

enum status db_add_form_file(struct db_archive *archive,
                             const struct form *form, struct fault *fault)
{
    char name[FORM_ID_MAX + 32], who[64];
    char before[DB_DIGEST_SIZE], after[DB_DIGEST_SIZE];
    int64_t bytes;
    enum status rc;

    if (!is_plain(form->id))
        return fault_set(fault, ST_INPUT,
                         "%s: the id %s cannot be a file's name", form->path,
                         form->id);
    snprintf(name, sizeof name, "%s-%d.yaml", form->id, form->version);
    digest_present(archive->forms_folder, name, before);
    rc = db_copy_synced(form->path, archive->forms_folder, name, 0666, NULL,
                        after, &bytes, fault);
    if (rc == ST_OK)
        rc = db_begin(archive, "record a form", fault);
    if (rc != ST_OK)
        return rc;
    db_login(who, sizeof who);
    rc = db_add_step(archive,
                     &(struct db_step_taken){.who = who,
                                             .what = "form",
                                             .source = name,
                                             .before = before,
                                             .after = after,
                                             .why = form->path,
                                             .digest = after},
                     NULL, fault);
    return db_end(archive, "record a form", rc, fault);
}
