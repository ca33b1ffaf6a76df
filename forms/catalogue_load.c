/* Which definitions a run knows, and where they lie. */
#include "forms/definition.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

static int is_definition(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return entry->d_name[0] != '.' && dot != NULL && strcmp(dot, ".yaml") == 0;
}

/* A later definition of the same id and version takes the earlier one's
 * place. */
static enum status add_form(struct form_catalogue *catalogue,
                            struct form *form, struct fault *fault)
{
    struct form **more = NULL;

    for (size_t i = 0; i < catalogue->n_forms; i++) {
        struct form **old = &catalogue->forms[i];

        if (strcmp((*old)->id, form->id) == 0
            && (*old)->version == form->version) {
            form_free(old);
            *old = form;
            return ST_OK;
        }
    }
    more = realloc(catalogue->forms, (catalogue->n_forms + 1) * sizeof *more);
    if (more == NULL) {
        form_free(&form);
        return fault_set(fault, ST_NOMEM, "forms: out of memory");
    }
    catalogue->forms = more;
    catalogue->forms[catalogue->n_forms++] = form;
    return ST_OK;
}

static enum status load_one(const char *folder, const char *name,
                            struct form_catalogue *catalogue,
                            struct fault *fault)
{
    struct form *form = NULL;
    char *path = NULL;
    enum status rc;

    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return fault_set(fault, ST_NOMEM, "forms: out of memory");
    rc = form_load(path, &form, fault);
    free(path);
    return rc == ST_OK ? add_form(catalogue, form, fault) : rc;
}

static enum status load_folder(const char *folder,
                               struct form_catalogue *catalogue,
                               struct fault *fault)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_definition, alphasort);
    enum status rc = ST_OK;

    if (n < 0)
        return fault_set(fault, ST_IO, "%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        if (rc == ST_OK)
            rc = load_one(folder, entries[i]->d_name, catalogue, fault);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

/* <where the program lies>/../share/taizhang/forms */
static bool find_installed(char *out, size_t size)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash;

    if (length <= 0)
        return false;
    program[length] = '\0';
    slash = strrchr(program, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    if ((size_t)snprintf(out, size, "%s/../share/taizhang/forms", program)
        >= size)
        return false;
    return is_folder(out);
}

static enum status load_built_in(struct form_catalogue *catalogue,
                                 struct fault *fault)
{
    const char *data = getenv("TAIZHANG_DATA");
    char folder[PATH_MAX + 32];
    enum status rc;

    if (data != NULL && data[0] != '\0') {
        (void)snprintf(folder, sizeof folder, "%s/forms", data);
        return load_folder(folder, catalogue, fault);
    }
    if (find_installed(folder, sizeof folder))
        return load_folder(folder, catalogue, fault);
    /* Run from its build folder: the source tree has them. */
    rc = load_folder(TZ_SOURCE_DIR "/forms/catalogue", catalogue, fault);
    return rc == ST_OK
               ? load_folder(TZ_SOURCE_DIR "/examples", catalogue, fault) : rc;
}

enum status form_catalogue_load(const char *extra_dir,
                                struct form_catalogue *catalogue,
                                struct fault *fault)
{
    enum status rc;

    *catalogue = (struct form_catalogue){0};
    rc = load_built_in(catalogue, fault);
    if (rc == ST_OK && extra_dir != NULL && is_folder(extra_dir))
        rc = load_folder(extra_dir, catalogue, fault);
    if (rc != ST_OK)
        form_catalogue_clear(catalogue);
    return rc;
}

void form_catalogue_clear(struct form_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->n_forms; i++)
        form_free(&catalogue->forms[i]);
    free(catalogue->forms);
    *catalogue = (struct form_catalogue){0};
}

const struct form *form_catalogue_lookup(const struct form_catalogue *catalogue,
                                         const char *id)
{
    const struct form *newest = NULL;

    for (size_t i = 0; i < catalogue->n_forms; i++) {
        const struct form *form = catalogue->forms[i];

        if (strcmp(form->id, id) == 0
            && (newest == NULL || form->version > newest->version))
            newest = form;
    }
    return newest;
}
