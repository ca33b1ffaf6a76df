#include "db/archive.h"

#include <stdio.h>

#include "db/connection.h"
#include "db/statement.h"

static const char IMAGE[] =
    "SELECT p.id, o.file, p.number, p.turned_degrees, p.skew_degrees"
    " FROM cell c JOIN sheet h ON h.id = c.sheet_id"
    " JOIN page p ON p.id = h.page_id"
    " JOIN original o ON o.id = p.original_id WHERE c.id = ?1";

enum status db_find_cell_image(struct db_archive *archive, int64_t cell_id,
                               struct db_cell_image *image, struct fault *fault)
{
    char file[128];
    struct db_statement s;
    enum status rc =
        db_prepare(archive, "look for a cell's image", IMAGE, &s, fault);

    *image = (struct db_cell_image){0};
    if (rc != ST_OK)
        goto done;
    db_bind_int(&s, 1, cell_id);
    rc = db_step(&s, fault);
    if (rc == ST_NONE)
        rc = fault_set(fault, ST_NONE, "the archive has no cell %lld",
                       (long long)cell_id);
    if (rc != ST_OK)
        goto done;
    image->page_id = db_column_int64(&s, 0);
    db_column_text(&s, 1, file, sizeof file);
    snprintf(image->path, sizeof image->path, "%s/originals/%s",
             archive->folder, file);
    image->number = db_column_int(&s, 2);
    image->turned_degrees = db_column_int(&s, 3);
    image->skew_degrees = db_column_real(&s, 4);
done:
    db_finish(&s);
    return rc;
}
