#include "temp_archive.h"

int temp_archive_make(char folder[TEMP_PATH], char path[TEMP_PATH],
                      struct db_archive **archive, struct fault *fault)
{
    temp_folder_make(folder);
    temp_path(path, folder, "archive");
    return db_create(path, (struct db_init_options){0}, fault) != ST_OK ||
           db_open(path, archive, fault) != ST_OK;
}

int temp_archive_remove(struct db_archive **archive, const char *folder)
{
    db_close(archive);
    temp_folder_remove(folder);
    return 0;
}
